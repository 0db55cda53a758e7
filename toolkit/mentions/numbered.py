"""Documents that are told apart by a number, and editions of a series.

"Security Council Resolution 1325", "UNSCR 1325", "Directive 2009/43/EC" are names with their
number; laws of the European Union and resolutions of the Security Council are identified by it.
"Zapad-2021" is an edition and not the series that the knowledge has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from toolkit.knowledge import Knowledge
from toolkit.mentions.candidates import Candidate, Line
from toolkit.mentions.tokens import Token
from toolkit.mentions.triggers import Triggers
from toolkit.names.normalise import tokens as words_of
from toolkit.names.organisations import ORDINALS, TENS

_NUMBER = (
    r"(?:\((?:EU|EC|EEC|CFSP|JHA|Euratom)(?:, ?(?:EU|Euratom))?\)\s+)?"
    r"(?:[Nn]o\.?\s+|[Nn]umber\s+|№\s?)?"
    r"(?P<number>\d{1,5}(?:/\d{1,5}){0,2}(?:/[A-Z]{2,5})?(?:\s\(\d{4}\))?)(?![\w%]|[.,]\d)"
)
_PAPERS = r"[Rr]esolution|[Dd]irective|[Rr]egulation|[Dd]ecision|Decree|Executive Order|STANAG"
_KIND = rf"(?P<kind>{_PAPERS})s?"
_ACT = re.compile(rf"\b{_KIND}\s+{_NUMBER}")
_CODE = re.compile(
    r"\b(?:(?:UNSCR|UNSC Res(?:olution)?\.?|SCR)\s?|S/RES/)(?P<number>\d{1,4})"
    r"(?:\s\(\d{4}\))?(?!\w)"
)
# "Mi-8s", "F-47", "T-72B3", "HTV-X1": letters, a hyphen, a number; not groups of states ("G-20").
_HYPHENED = re.compile(r"-[A-Z]?\d")  # what it needs, looked for first
_DESIGNATION = re.compile(
    r"(?<![\w/-])(?!G-)(?P<word>[A-Z][A-Za-z]{0,11})-(?:[A-Z]\d{1,3}|\d{1,4}(?:[A-Z]{1,3}\d?)?)s?"
    r"(?![\w/-]|\.\d)(?: (?P<noun>[a-z]+))?"
)
_MODEL = 4  # letters: longer words before a number must be no words of the language
_ORDINAL = re.compile(r"(?<![\w-])\d{1,3}(?:st|nd|rd|th)\s$", re.IGNORECASE)
_ORDINAL_ENDS = frozenset("tdhTDH")  # what it needs, looked for first
# "the sixth session of the": a meeting of the body that follows; "the 101st Airborne".
_COUNTED = rf"(?:\d{{1,3}}(?:st|nd|rd|th)|(?:(?:{'|'.join(TENS)})-)?(?:{'|'.join(ORDINALS)}))"
_SESSION = re.compile(
    rf"(?<![\w-]){_COUNTED} (?:regular |annual |special |plenary |emergency |ordinary )*"
    r"session of (?:the )?$", re.IGNORECASE,
)  # fmt: skip
_OF_UNITS = "Airborne|Mountain|Cavalry|Infantry|Armou?red|Marines?"
_OF_UNITS_HOLD = frozenset(
    ("Airborne", "Mountain", "Cavalry", "Infantry", "Armoured", "Armored", "Marine", "Marines")
)
_UNIT_ALONE = re.compile(rf"(?<![\w-])\d{{1,3}}(?:st|nd|rd|th) (?:{_OF_UNITS})(?! [A-Z]|[\w-])")
_MEETS = frozenset("council assembly committee commission conference board congress".split())
# "Announcement No. 61": papers that are numbered with the word.
_NO = re.compile(r" N(?:o|r|um?ber)\.? ?\d")
_WITH_NO = re.compile(r"\b(?P<paper>[A-Z][a-z]+) N(?:o|r|um?ber)\.? ?\d{1,5}(?:[/-]\w{1,6})*")
# "S/RES/2231 (2015)", "A/78/123", "COM(2024) 150 final": symbols of papers.
_SYMBOL = re.compile(
    r"(?<![\w/])(?:[AS]/(?:[A-Z]{3,5}/)?(?:\d{4}|\d{2})/\d{1,4}(?:/Add\.\d)?|A/RES/\d\d/\d{1,3}"
    r"|S/\d{4}/\d{1,4}|(?:COM|JOIN|SWD|PE)\s?\(\d{4}\)\s?\d{1,4}(?: final)?)(?![\w/])"
)
# "Marland (Sanctions) (EU Exit) Regulations 2019": statutes of the United Kingdom.
_STATUTE = re.compile(
    r"\b(?:[A-Z][\w'’-]*,? (?:and |of |the )*){1,8}(?:\([A-Z][\w ,.&'’-]*\) )+"
    r"(?:Regulations|Order|Rules) \d{4}\b"
)
# "Boeing 777", "Saab 340": the number of a model behind its maker.
_MAKERS = re.compile(
    r" \d{3}(?=[,.;:)]\s|[,.;:)]?$| (?:and|or|of|in|on|at|to|from|with|by|for|was|were|is|are|had"
    r"|has|jets?|aircraft|airliners?|planes?|flights?)\b)"
)
_SERIES = re.compile(r"\b(?:COP|CMP|CMA|MOP)[ -]?\d{1,2}\b")
# What these patterns need: looked for first, as that is a hundred times as fast.
_ACTS = frozenset(
    "resolution directive regulation decision decree executive stanag"
    " resolutions directives regulations decisions decrees orders".split()
)
# "Resolutions 1696, 1737 and 1929": what goes on after the first.
_GOES_ON = re.compile(rf"(?:, | and |, and ){_NUMBER}")
_CODE_HOLDS = ("SC", "S/RES")
_SERIES_HOLDS = ("COP", "CMP", "CMA", "MOP")
# What a pattern needs, the pattern, type and form of what it finds.
_PLAIN = (
    (_SERIES_HOLDS, _SERIES, "EVENT", "acronym"),
    ((") Regulations ", ") Order ", ") Rules "), _STATUTE, "DOCUMENT", "name"),
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_EDITION = re.compile(r"\s?[-–]?\s?(?:19|20)\d\d(?![\w-])")
_YEAR_BEFORE = re.compile(r"(?<![\w-])(?:19|20)\d\d\s$")
_COUNCIL = frozenset("united nations un unsc security council the of".split())
_SESSION_REACH = 60  # characters
_UNIT = 5  # digits of a military unit ("Unit 12345")
_FEW_DIGITS = 2  # "resolution 12" in small letters may number anything


class NumberedFinder:
    """Proposes names with their numbers, in body lines."""

    def __init__(self, knowledge: Knowledge, triggers: Triggers) -> None:
        self.knowledge = knowledge
        self._digit = triggers.test(lambda text: any(map(str.isdecimal, text)))
        self._act, self._hyphen = triggers.mark(_ACTS), triggers.mark({"-"})
        self._slash = triggers.mark({"/", "("})
        self._year = triggers.test(lambda text: _YEAR.fullmatch(text) is not None)
        self._of_units = triggers.mark(_OF_UNITS_HOLD, folded=False)
        self._site = triggers.mark(knowledge.numbered_sites)

    def find(self, text: str, lines: Sequence[Line], found: Sequence[Candidate]) -> list[Candidate]:
        """`found` are the candidates so far; the new ones are longer and win over them."""
        more: list[Candidate] = []
        series = [c for c in found if c.type == "EVENT"]
        coded = _any(_CODE_HOLDS, text)
        plain = [row for row in _PLAIN if _any(row[0], text)]
        for line in lines:
            if not line.holds & self._digit:
                continue
            start, end = line.sentence.start, line.sentence.end
            written = text[start:end]
            for match in _ACT.finditer(text, start, end) if line.holds & self._act else ():
                first = self._left(line.tokens, match.start())
                if match["kind"][0].isupper() or len(match["number"]) > _FEW_DIGITS:
                    more.append(_candidate(text, first, match.end(), "DOCUMENT"))
                    more += _further(text, match, end)
            if coded and _any(_CODE_HOLDS, written):
                more += [_candidate(text, m.start(), m.end(), "DOCUMENT")
                         for m in _CODE.finditer(text, start, end)]  # fmt: skip
            if line.holds & self._slash:
                more += [Candidate(*m.span(), "DOCUMENT", "name", "numbered", 0, 0.9)
                         for m in _SYMBOL.finditer(text, start, end)]  # fmt: skip
            for holds, pattern, kind, form in plain:
                if _any(holds, written):
                    more += [Candidate(*m.span(), kind, form, "numbered", 0, 0.9)
                             for m in pattern.finditer(text, start, end)]  # fmt: skip
            if line.holds & self._of_units:
                more += [Candidate(*m.span(), "ORG", "name", "numbered", 0, 0.8)
                         for m in _UNIT_ALONE.finditer(text, start, end)]  # fmt: skip
            if line.holds & self._hyphen and _HYPHENED.search(text, start, end):
                more += self._designations(text, start, end)
            if line.holds & self._site:
                more += self._sites(line, text)
            if _NO.search(text, start, end):
                more += [Candidate(*m.span(), "DOCUMENT", "name", "numbered", 0, 0.85)
                         for m in _WITH_NO.finditer(text, start, end)
                         if m["paper"].casefold() in self.knowledge.papers]  # fmt: skip
            if line.holds & self._year:
                more += self._dated_heads(line)
        sessions = "session of " in text
        for c in [c for c in found if c[2] == "ORG"]:
            reach = text[max(0, c.start - _SESSION_REACH) : c.start] if sessions else ""
            held = _SESSION.search(reach)
            if held:
                start = c.start - len(held[0])
                more.append(Candidate(start, c.end, "EVENT", "name", "numbered", 0, 0.8))
            if c.form == "name" and text[c.end + 1 : c.end + 2].isdigit():
                model = _MAKERS.match(text, c.end)
                if model:
                    span = (c.start, model.end())
                    more.append(Candidate(*span, "PRODUCT", "name", "numbered", 0, 0.75))
            # "the 31st ... Council": a meeting of the body
            if text[c.start - 2 : c.start - 1] not in _ORDINAL_ENDS:
                continue
            held = _ORDINAL.search(text[max(0, c.start - 6) : c.start])
            if held and text[c.start : c.end].casefold().split()[-1] in _MEETS:
                start = c.start - len(held[0])
                more.append(Candidate(start, c.end, "EVENT", "name", "numbered", 0, 0.8))
        for c in series:
            year = _EDITION.match(text, c.end) if c.rule == "known name" else None
            before = _YEAR_BEFORE.search(text[max(0, c.start - 6) : c.start])
            if year or before:
                start = c.start - len(before[0]) if before else c.start
                end = year.end() if year else c.end
                more.append(Candidate(start, end, "EVENT", "name", "numbered", 0, 0.9))
        return more

    def _designations(self, text: str, start: int, end: int) -> Iterator[Candidate]:
        """Models, and sites that are numbered: "Vikram-1", "the Dorvena-2 dam"."""
        known = self.knowledge
        for match in _DESIGNATION.finditer(text, start, end):
            word = match["word"].casefold()
            number = match[0].rpartition("-")[2].split(" ")[0]
            year = is_year(number.rstrip("s"))
            if year and number.endswith("s"):
                continue  # "Mid-1990s"
            plain = word in known.common_words or word in known.stop_names or year
            plain = plain and not (match[0].split(" ")[0][-1].isalpha() and word not in known.heads)
            if len(word) <= _MODEL or not plain:
                kind = known.class_nouns.get(match["noun"] or "", "")
                last = match.end("noun") - len(match["noun"]) - 1 if match["noun"] else match.end()
                kind = kind if kind in ("FACILITY", "PROGRAMME") else "PRODUCT"
                yield Candidate(match.start(), last, kind, "name", "designation", 3, 0.75)

    def _sites(self, line: Line, text: str) -> Iterator[Candidate]:
        """ "Unit 1", "Autobahn 2": parts of plants and roads, which have no other name."""
        for at in [i for i in line.names if line.lowers[i] in self.knowledge.numbered_sites]:
            number = line.tokens[at + 1] if at + 1 < len(line.tokens) else None
            if number is None or not number.text.isdigit():
                continue
            if line.lowers[at] == "unit" and len(number.text) == _UNIT:
                span = (line.tokens[at].start, number.end)  # a unit of an army
                yield Candidate(*span, "ORG", "name", "numbered", 3, 0.75)
            elif len(number.text) <= _FEW_DIGITS:
                if at and not number.glued:
                    span = (line.tokens[at].start, number.end)
                    yield Candidate(*span, "FACILITY", "name", "numbered", 3, 0.75)

    def _dated_heads(self, line: Line) -> list[Candidate]:
        """ "the 2024 Olympics": a noun for events that only a year makes a name."""
        found = []
        tokens = line.tokens
        for at in [i for i in line.names if i and tokens[i - 1][4] == "number"]:
            year, noun = tokens[at - 1], tokens[at]
            dated = _YEAR.fullmatch(year.text)
            if dated and self.knowledge.heads.get(noun.lower) == ("EVENT", True):
                found.append(Candidate(year.start, noun.end, "EVENT", "name", "numbered", 0, 0.9))
        return found

    def _left(self, tokens: list[Token], start: int) -> int:
        """Where the name begins whose kind of paper stands at `start`: capitalised words before
        it, without what only opens the sentence."""
        at = next((i for i, t in enumerate(tokens) if t.start >= start), 0)
        first = at
        while first and (tokens[first - 1].is_name or tokens[first - 1].lower in ("of", "and")):
            first -= 1
        while first < at and (
            not tokens[first].is_name or tokens[first].lower in self.knowledge.openers
        ):
            first += 1
        return tokens[first].start if tokens else start


def is_year(number: str) -> bool:
    return len(number) == len("2000") and number[:2] in ("19", "20")


def _any(parts: Sequence[str], text: str) -> bool:
    return any(map(text.__contains__, parts))


def _candidate(text: str, start: int, end: int, kind: str) -> Candidate:
    known = identity(text[start:end])
    return Candidate(start, end, kind, "name", "numbered", 0, 0.95, "", known)


def _further(text: str, first: re.Match[str], end: int) -> Iterator[Candidate]:
    """The further numbers of a list of acts, each with the identity that its kind gives it."""
    several = first[0][len(first["kind"]) :][:1] == "s"
    at = _GOES_ON.match(text, first.end(), end) if several else None
    while at is not None:
        start = at.start("number")
        known = identity(f"{first['kind']} {text[start : at.end()]}")
        yield Candidate(start, at.end(), "DOCUMENT", "name", "numbered", 0, 0.9, "", known)
        at = _GOES_ON.match(text, at.end(), end)


def identity(name: str) -> str:
    """What a number identifies by itself: an act of the European Union or a resolution of the
    Security Council (`resolution:1325`), '' for everything else."""
    code = _CODE.fullmatch(name.strip())
    if code:
        return f"resolution:{int(code['number'])}"
    act = _ACT.search(name)
    if act is None:
        return ""
    kind, number = act["kind"].casefold(), act["number"].split(" ")[0]
    before = set(words_of(name[: act.start()]))
    if kind == "resolution":
        return f"resolution:{number}" if number.isdigit() and before <= _COUNCIL else ""
    parts = [part for part in number.split("/") if part.isdigit()]
    dated = len(parts) == 2 and any(len(part) == 4 for part in parts)
    if dated and kind in ("directive", "regulation", "decision"):
        return f"{kind}:{'/'.join(parts)}"
    return f"{kind}:{number}" if kind == "stanag" else ""
