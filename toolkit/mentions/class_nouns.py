"""What a noun beside a name says it is: "the tanker X", "X, a vessel that", "banks such as X",
"the case, called X", "the X mine", "the X and Y programmes"."""

from __future__ import annotations

from toolkit.knowledge import Knowledge
from toolkit.mentions.candidates import Line
from toolkit.mentions.tails import CALENDAR
from toolkit.mentions.tokens import Token

ARTICLES = (("a",), ("an",), ("the",), ("our",), ("its",), ("their",), ("his",), ("her",))
ENDS_NOUN = frozenset("that which of in from for with by on at built made whose and".split())
PLACES = ("GPE", "LOC")
APPOSED = 6  # words between an article and the noun of an apposition
EXAMPLES = (("such", "as"), ("including",), ("namely",), ("like",))
NUMBERS = frozenset("its their both two three four five six seven eight nine ten".split())
WHOSE_ONE = frozenset("the a an its their his her own other another".split())
CALLED = frozenset("called named dubbed codenamed nicknamed christened".split())
NAMING = (("known", "as"), ("referred", "to", "as"))
MOST_MODIFIERS = 6  # tokens, hyphens among them
BACK = 4  # words before "called" among which its noun stands
WHOSE = {  # "the captain of X": what has one
    "mayor": "GPE", "city": "GPE", "town": "GPE", "village": "GPE", "island": "LOC",
    "islands": "LOC", "towns": "GPE", "cities": "GPE", "villages": "GPE", "port": "GPE",
    "captain": "PRODUCT", "crew": "PRODUCT", "skipper": "PRODUCT", "shareholders": "ORG",
    "shares": "ORG", "subsidiary": "ORG", "customers": "ORG", "stake": "ORG", "employees": "ORG",
}  # fmt: skip
ALONE = {"aboard": "PRODUCT", "alias": "PERSON", "nicknamed": "PERSON"}
PLURALS = frozenset("islands towns cities villages".split())  # that may hold a list
HANDLED = frozenset("boarded seized searched intercepted detained escorted shadowed towed".split())
LED = frozenset("the a an its their his her our both two three several of and".split())
VERBS = frozenset(
    "reports plans acts claims attacks visits offers programs projects studies".split()
)
HELD = {"of": WHOSE, "in": {"stake": "ORG"}}


class ClassNouns:
    """Reads the nouns beside a run of tokens `at` to `end` of a line."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self._nouns = knowledge.class_nouns

    def before(self, line: Line, at: int) -> str:
        """The type that words before the name say: "the firm X", "the tanker X", or ''."""
        if at == 0 or line.lowers[at] in CALENDAR:
            return ""
        before = line.lowers[at - 1]
        if before in ("up", "ups") and at >= 3 and line.texts[at - 2] == "-":
            return "ORG" if line.lowers[at - 3] == "start" else ""
        if before in self._nouns:
            return self._nouns[before]
        if before in ALONE:
            return ALONE[before]
        if at >= 2 and before in HELD:
            return HELD[before].get(line.lowers[at - 2], "")
        if at >= 3 and before == "the" and line.lowers[at - 2] == "of":
            return WHOSE.get(line.lowers[at - 3], "")  # "the crew of the Dorada"
        if before == "the" and at >= 2 and line.lowers[at - 2] in HANDLED:
            return "PRODUCT"  # "seized the Dorada"
        return self._called(line, at)

    def beside(self, line: Line, at: int, end: int) -> str:
        """The type that a noun before or behind the name says, or ''."""
        return (
            self.before(line, at) or self.apposed(line, end) or self.between_commas(line, at, end)
        )

    def between_commas(self, line: Line, at: int, end: int) -> str:
        """The type of "its own regulator, X, ..."."""
        lowers = line.lowers
        if at < 3 or lowers[at - 1] != "," or lowers[end : end + 1] not in ((",",), (".",), (";",)):
            return ""
        kind = self._nouns.get(lowers[at - 2], "")
        return kind if kind and not WHOSE_ONE.isdisjoint(lowers[max(0, at - 6) : at - 2]) else ""

    def several(self, line: Line, at: int) -> str:
        """The type that a plural before a name says of all names of a list: "the cables X and Y",
        "exercises such as X", or ''."""
        if not at:
            return ""
        noun = at - 1
        for words in EXAMPLES:
            start = at - len(words)
            if start > 0 and line.lowers[start:at] == words:
                noun = start - 1 - (line.texts[start - 1] == ",")
        if at > 2 and line.lowers[at - 1] == "of" and line.lowers[at - 2].endswith("s"):
            return WHOSE.get(line.lowers[at - 2], "") if line.lowers[at - 2] in PLURALS else ""
        the = at - (line.lowers[at - 1] == "the")
        if the > 1 and line.lowers[the - 1] == ":":
            noun = the - 2  # "three ships: the X, the Y and the Z"
        counted = line.lowers[at - 1] == "," and at > 2 and line.lowers[at - 3] in NUMBERS
        noun = at - 2 if counted else noun  # "the four boats, X and Y"
        before = line.lowers[noun] if noun >= 0 else ""
        kind = self._plural(before)
        if not kind and noun < at - 1 and before.endswith("s"):
            kind, strong = self.knowledge.heads.get(before, ("", False))
            return kind if strong and kind not in PLACES else ""
        return kind

    def _plural(self, word: str) -> str:
        """The type that a plural says, itself in the list or by its singular."""
        if not word.endswith("s"):
            return ""
        stems = (word, word[:-1], word[:-3] + "y" if word.endswith("ies") else word[:-2])
        return next((self._nouns[stem] for stem in stems if stem in self._nouns), "")

    def apposed(self, line: Line, end: int) -> str:
        """The type that an apposition says: "Dorada, a large cargo vessel that ...", or ''."""
        lowers = line.lowers
        if lowers[end : end + 1] != (",",) or lowers[end + 1 : end + 2] not in ARTICLES:
            return ""
        for at in range(end + 2, min(end + 2 + APPOSED, len(lowers))):
            if line.tokens[at].shape == "sign" and lowers[at] != "-":
                return ""
            follows = line.tokens[at + 1] if at + 1 < len(lowers) else None
            if follows is None or follows.shape == "sign" or follows.lower in ENDS_NOUN:
                return self._nouns.get(lowers[at], "")
        return ""

    def beside_word(self, line: Line, at: int, end: int) -> bool:
        """ "the Thunder rocket": a word of the language, a name by its capital and the noun."""
        if not 0 < at < len(line.tokens) or end >= len(line.tokens) or end - at > 2:
            return False
        known = self.knowledge
        noun = line.lowers[end] in known.behind and line.tokens[end].shape == "lower"
        if line.lowers[end] in known.modifiers:
            noun = self._modified(line, end) == "PRODUCT"
        led = line.lowers[at - 1] in ("the", "a", "an", "its", "their") or (
            line.tokens[at - 1].shape == "possessive"
        )
        plain = any(w in known.heads or w in known.titles for w in line.lowers[at:end])
        return noun and led and not plain

    def behind(self, line: Line, at: int, first: int = -1) -> str:
        """The type that a noun in small letters right after the name says ("the Marlin
        initiative", "the Marwick mine", "K7 tanks"), or ''. A plural behind a name that starts at
        `first` without an article may be a verb ("Marwick reports")."""
        if at >= len(line.tokens) or line.tokens[at].shape != "lower":
            return ""
        if first >= 0 and line.lowers[at].endswith("s") and line.texts[at - 1].isalpha():
            before = line.tokens[first - 1] if first else None
            led = before is not None and (before.lower in LED or before.shape == "possessive")
            if not led and line.lowers[at] in VERBS:
                return ""
        head = self.knowledge.heads.get(" ".join(line.lowers[at : at + 2]))
        head = head or self.knowledge.heads.get(line.lowers[at])
        if head is not None and head[0] not in PLACES:
            return head[0]
        if line.lowers[at] in self.knowledge.behind and not line.texts[at - 1].isalpha():
            return "PRODUCT"  # a number tells a model; without it may be who makes it
        if line.lowers[at] in self.knowledge.modifiers:
            return self._modified(line, at)
        noun = self._nouns.get(line.lowers[at], "")
        if line.lowers[at] in self.knowledge.vessels and not line.lowers[at].endswith("s"):
            return "PRODUCT"  # "the Dorada icebreaker"
        return noun if noun in ("FACILITY", "LOC") else ""  # "the Dorada islands"

    def _modified(self, line: Line, at: int) -> str:
        """The type of the noun behind some modifiers: "the K7 surface-to-air missile", or ''."""
        end = at
        while end < len(line.tokens) and (
            line.lowers[end] in self.knowledge.modifiers or line.texts[end] == "-"
        ):
            end += 1
        if end - at > MOST_MODIFIERS:
            return ""
        nouns = (line.lowers[end : end + 1], line.lowers[end - 1 : end])  # "tank" may be either
        kinds = [self._nouns.get(noun) or self._plural(noun) for words in nouns for noun in words]
        return "PRODUCT" if "PRODUCT" in kinds else ""

    def shared(self, line: Line, at: int) -> str:
        """The type that a plural behind the last name of a list says of all its names: "the
        X and Y programmes", or ''."""
        plural = at < len(line.lowers) and line.lowers[at].endswith("s")
        return self.behind(line, at) if plural else ""

    def _called(self, line: Line, at: int) -> str:
        """ "the operation, codenamed X", "a virus known as X"."""
        lowers = line.lowers
        naming = next((at - len(w) for w in NAMING if lowers[at - len(w) : at] == w), at - 1)
        if naming == at - 1 and lowers[naming] not in CALLED:
            return ""
        for noun in range(naming - 1, max(-1, naming - 1 - BACK), -1):
            kind = self._nouns.get(lowers[noun], "")
            if kind or line.tokens[noun].is_name:
                return kind
        return ""


def ordinary(knowledge: Knowledge, token: Token) -> bool:
    """A capitalised word of the language."""
    return token.shape == "cap" and (
        token.lower in knowledge.common_words or token.lower in knowledge.openers
    )
