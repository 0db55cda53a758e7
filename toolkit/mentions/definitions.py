"""What the text itself says to be one thing: "Long Form (LF)", "LF (Long Form)", appositions."""

from __future__ import annotations

from toolkit.knowledge import Knowledge
from toolkit.mentions.candidates import Alias, Candidate, Line
from toolkit.mentions.tokens import Token
from toolkit.mentions.triggers import Triggers
from toolkit.names.acronyms import initials, matches

CONNECTORS = frozenset("of for on and the to & de des du in".split())
MAX_LONG = 14  # words of a long form


class DefinitionFinder:
    """Reads brackets and appositions of one line. `suppressed` collects acronyms that stand for
    ordinary words ("critical raw materials (CRM)"): they name nothing."""

    def __init__(self, knowledge: Knowledge, triggers: Triggers) -> None:
        self.knowledge = knowledge
        self._bracketed, self._comma = triggers.mark({"("}), triggers.mark({","})
        self.needs = self._bracketed | self._comma

    def find(
        self, line: Line, names: list[Candidate]
    ) -> tuple[list[Candidate], list[Alias], set[str]]:
        """New candidates, aliases and suppressed acronyms; `names` are those found so far."""
        found: list[Candidate] = []
        aliases: list[Alias] = []
        suppressed: set[str] = set()
        tokens = line.tokens
        held = line.holds & self._bracketed
        for at in [i for i, text in enumerate(line.texts) if text == "("] if held else ():
            close = next((i for i in range(at, len(tokens)) if tokens[i].text == ")"), None)
            if close is None or close == at + 1:
                continue
            self._bracket(line, (at, close), names, (found, aliases, suppressed))
        if line.holds & self._comma:
            aliases += self._appositions(line, names + found)
        return found, aliases, suppressed

    def _bracket(
        self, line: Line, span: tuple[int, int], names: list[Candidate],
        out: tuple[list[Candidate], list[Alias], set[str]],
    ) -> None:  # fmt: skip
        found, aliases, _ = out
        tokens = line.tokens
        inside = _inside(tokens, span)
        if not inside:
            return
        start, end = inside[0].start, inside[-1].end
        text = _text(inside)
        before = self._before(line, span[0], names)
        if len(inside) <= 3 and _acronym_shape(inside):
            self._acronym(line, span, inside, (before, names), out)
            return
        within = next((n for n in names if n.start == start and n.end == end), None)
        if before is not None and within is not None:
            short = line.tokens[span[0] - 1]
            if before.form == "acronym" or short.shape == "upper":
                unknown = before.form == "acronym" and not before.knowledge_id
                if matches(_chars(line, before), text) or (
                    unknown and self._plausible(within, _chars(line, before))
                ):
                    aliases.append(Alias((before.start, before.end), (start, end), "long form"))
            elif within.type == before.type and any(t.shape == "upper" for t in inside):
                # "Second X Forum (DFNC2: EU Edition)": another name of the same thing
                aliases.append(Alias((before.start, before.end), (start, end), "bracket"))
        elif before is not None and before.form == "acronym" and within is None:
            if matches(_chars(line, before), text) and inside[0].is_name:
                found.append(Candidate(start, end, before.type, "name", "long form", 2, 0.8))
                aliases.append(Alias((before.start, before.end), (start, end), "long form"))

    def _acronym(
        self,
        line: Line,
        span: tuple[int, int],
        inside: list[Token],
        around: tuple[Candidate | None, list[Candidate]],
        out: tuple[list[Candidate], list[Alias], set[str]],
    ) -> None:
        """ "Long Form (LF)": the long form is a name found before, or is read off the letters."""
        (before, names), (found, aliases, suppressed) = around, out
        start, end, text = inside[0].start, inside[-1].end, _text(inside)
        long = before
        if long is None or not matches(text, _chars(line, long)):
            read = self._long_form(line, span[0], text, names)
            if read is not None and (long is None or read.start < long.start):
                kind = self._kind(line, read, long, span[1])
                if kind is None:
                    suppressed.add(text)
                    return
                long = read._replace(type=kind)
                found.append(long)
            elif long is not None and not self._plausible(long, text):
                return
        if before is not None and before.type == "PERSON":
            long = before if _own_initials(text, _chars(line, before)) else None
        if long is None or long.type in ("GPE", "LOC"):
            return
        said = self._said_after(line, span[1])
        if long.type == "PRODUCT" and said is not None:
            long = long._replace(type=said, rank=0)
            found.append(long)
        found.append(Candidate(start, end, long.type, "acronym", "definition", 0, 0.95,
                               knowledge_id=long.knowledge_id, norm=long.norm))  # fmt: skip
        aliases.append(Alias((long.start, long.end), (start, end), "definition"))

    def _before(self, line: Line, bracket: int, names: list[Candidate]) -> Candidate | None:
        """The name that ends at the bracket, or before "in Place" that ends there."""
        if bracket == 0:
            return None
        end = line.tokens[bracket - 1].end
        at_end = [n for n in names if n.end == end]
        best = min(at_end, key=lambda n: (n.start, n.rank), default=None)
        if best is not None and best.type in ("GPE", "LOC"):
            word = next((i for i, t in enumerate(line.tokens) if t.start == best.start), 0)
            skip = 1 + (word >= 2 and line.tokens[word - 1].lower == "the")
            if word >= skip and line.tokens[word - skip].lower in ("in", "of", "for"):
                outer_end = line.tokens[word - skip - 1].end if word > skip else -1
                outer = [n for n in names if n.end == outer_end and n.type not in ("GPE", "LOC")]
                best = min(outer, key=lambda n: (n.start, n.rank), default=best)
        return best

    def _long_form(
        self, line: Line, bracket: int, acronym: str, names: list[Candidate]
    ) -> Candidate | None:
        """The words before the bracket whose initials give the acronym, longest run of names."""
        tokens = line.tokens
        last = bracket - 1
        best: Candidate | None = None
        for first in range(last, max(-1, last - MAX_LONG), -1):
            token = tokens[first]
            if token.shape in ("sign", "possessive") and token.text not in "-–,&/'’":
                break
            if token.text[0].casefold() != acronym[0].casefold():
                continue
            text = _text(tokens[first : last + 1])
            if matches(acronym, text) and len(initials(text)) > 0:
                start = self._whole_name(line, (first, last), acronym, names)
                end = tokens[last].end
                best = Candidate(start, end, "OTHER", "name", "definition", 1, 0.9)
                if token.is_name:
                    break
        return best

    def _whole_name(
        self, line: Line, span: tuple[int, int], acronym: str, names: list[Candidate]
    ) -> int:
        """Where the capitalised name starts whose tail gives the acronym: "Joint Nordic Rivers
        Patrol (NRP)". Other names before it stay outside."""
        first, last = span
        tokens = line.tokens
        other = [n for n in names if n.rule in ("place", "known name") or n.type == "PERSON"]
        while first and tokens[first].is_name:
            before = tokens[first - 1]
            free = first - 1 not in line.taken and before.lower not in self.knowledge.openers
            named = any(n.start <= before.start < n.end for n in other)
            if not (before.is_name and free) or named:
                break
            if not matches(acronym, _text(tokens[first - 1 : last + 1])):
                break
            first -= 1
        return tokens[first].start

    def _kind(self, line: Line, read: Candidate, name: Candidate | None, close: int) -> str | None:
        """Type of a long form that was read off the letters; None where it is no name."""
        words = [t for t in line.tokens if read.start <= t.start < read.end]
        content = [t for t in words if t.lower not in CONNECTORS and t.shape != "sign"]
        capital = sum(t.is_name for t in content)
        if capital * 2 < len(content) or not words[0].is_name:
            return None
        if name is not None and name.end == read.end and name.type not in ("GPE", "LOC", "PERSON"):
            return name.type
        for token in (*line.tokens[close + 1 : close + 2], words[-1]):
            head = self.knowledge.heads.get(token.lower)
            if head is not None:
                return head[0]
        return "ORG"

    def _said_after(self, line: Line, close: int) -> str | None:
        """What a small head noun after the bracket says it is: "... (MRTT) programme"."""
        if close + 1 < len(line.tokens) and line.tokens[close + 1].shape == "lower":
            return self.knowledge.heads.get(line.tokens[close + 1].lower, (None, False))[0]
        return None

    def _plausible(self, long: Candidate, acronym: str) -> bool:
        """A bracket after a full name of an organisation, whatever its letters (VNO-NCW)."""
        return (
            long.rule in ("head noun", "known name")
            and long.form == "name"
            and (long.type in ("ORG", "PROGRAMME", "EVENT", "DOCUMENT"))
            and acronym not in self.knowledge.abbreviations
            and len(acronym) > 2
        )

    def _appositions(self, line: Line, names: list[Candidate]) -> list[Alias]:
        """ "Name, LF)" and "LF, the Long Form, ...": aliases between commas or brackets."""
        found = []
        at_start: dict[int, Candidate] = {}
        tokens = line.tokens
        for name in [n for n in names if n[2] not in ("PERSON", "GPE", "LOC")]:
            index = line.index(name.end)
            if index + 1 >= len(tokens) or line.texts[index] != ",":
                continue
            if tokens[index - 1].end != name.end:
                continue
            at_start = at_start or {
                n.start: n for n in sorted(names, key=lambda n: (n.end, -n.rank))
            }
            other, after = self._apposed(line, index + 1, at_start)
            if other is None or after is None or other.type in ("PERSON", "GPE", "LOC"):
                continue
            if name.knowledge_id and other.knowledge_id:
                continue
            short, long = _chars(line, name), _chars(line, other)
            if name.form == "acronym" and other.form != "acronym" and after.text in ",;.)":
                if matches(short, long) or _starts_like(short, long):
                    found.append(_alias(name, other, "apposition"))
            elif other.form == "acronym" and name.form != "acronym" and after.text == ")":
                found.append(_alias(name, other, "apposition"))
        return found

    def _apposed(
        self, line: Line, at: int, at_start: dict[int, Candidate]
    ) -> tuple[Candidate | None, Token | None]:
        """The name that starts at `at`, past "the" or "NATO's", and the token after it."""
        tokens = line.tokens
        for cursor in range(at, min(at + 4, len(tokens))):
            other = at_start.get(tokens[cursor].start)
            if other is not None:
                index = line.index(other.end)
                if index < len(tokens) and tokens[index].shape != "possessive":
                    return other, tokens[index]
            elif tokens[cursor].lower not in ("the", "a", "an") and (
                tokens[cursor].shape != "possessive"
            ):
                return None, None
        return None, None


def _alias(name: Candidate, other: Candidate, rule: str) -> Alias:
    return Alias((name.start, name.end), (other.start, other.end), rule)


def _own_initials(letters: str, person: str) -> bool:
    """ "MBS" for "Mohammed bin Salman": every word of the name, in order."""
    words = person.replace("-", " ").split()
    return len(words) > 2 and "".join(word[0] for word in words).upper() == letters


def _starts_like(acronym: str, long_form: str) -> bool:
    """The acronym begins with the initials of the words ("DIANA", Defence Innovation A...)."""
    words = [w for w in long_form.replace("-", " ").split() if w[0].isupper()]
    return len(words) >= 3 and acronym.casefold().startswith(
        "".join(word[0] for word in words).casefold()
    )


def _inside(tokens: list[Token], span: tuple[int, int]) -> list[Token]:
    """Tokens inside a bracket without quotes, "the" and "or": the name it gives."""
    inside = tokens[span[0] + 1 : span[1]]
    while inside and (inside[0].text in "“”\"'‘’«»„" or inside[0].lower in ("the", "or")):
        inside = inside[1:]
    while inside and inside[-1].text in "“”\"'‘’«»":
        inside = inside[:-1]
    return inside


def _acronym_shape(inside: list[Token]) -> bool:
    """One token of capitals, or two joined by a hyphen (VNO-NCW)."""
    first = inside[0]
    if len(inside) == 1:
        capitals = sum(c.isupper() for c in first.text)
        return first.is_name and capitals >= 2 and capitals * 2 >= len(first.text)
    return (
        len(inside) == 3
        and inside[1].text == "-"
        and inside[1].glued
        and all(t.shape == "upper" for t in (inside[0], inside[2]))
    )


def _text(tokens: list[Token]) -> str:
    text = ""
    for token in tokens:
        text += token.text if not text or token.glued else " " + token.text
    return text


def _chars(line: Line, name: Candidate) -> str:
    return _text([t for t in line.tokens if name.start <= t.start and t.end <= name.end])
