"""Pronouns for things: "its" and "It", where the grammar leaves one name that they can mean.

Read are three forms only. "Ukraine in its fight": one word between. "The EU has adopted its
package": the name is what the clause speaks of, and the clause names nothing else. "helping Ukraine
to equip its army": who is helped is who acts. "It" at the beginning of a sentence is what the
sentence before it speaks of, if that starts with a name; "It is clear that" is nothing.
Linked, never counted; part of the option of pronouns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from toolkit.mentions.candidates import Line
from toolkit.mentions.earlier import Taken
from toolkit.mentions.speakers import Found
from toolkit.mentions.tokens import Token
from toolkit.types import Mention

ITS = "nominal: pronoun, its"
IT = "nominal: pronoun, it"
THINGS = frozenset(("ORG", "GPE", "PROGRAMME", "EVENT", "DOCUMENT", "FACILITY", "PRODUCT"))
BESIDE = frozenset("and in by with of for over through under against on within".split())
NEAR, FAR = 6, 12  # words between a name and "its" in a clause, and behind "helping X to"
# Another clause, or another thing that may be meant, begins here.
OTHERS = frozenset(
    "a an the this these those that which who whose where when while as because if than whether "
    "how and or but its it they their he she his her said says told".split()
)
CLAUSES = OTHERS - frozenset("a an the this these those and or".split())
CAUSING = re.compile(
    r"(?:enabl|help|allow|urg|ask|requir|forc|push|press|oblig|encourag|invit|persuad|expect"
    r"|authori[sz]|permit|caus|lead|led|convinc|task|instruct|order|call)(?:e|ed|es|s|ing)?$|on$"
)
# "It is clear", "It remains to be seen", "It takes two": the word stands for nothing.
IMPERSONAL = frozenset(
    "is was isn't wasn't has had would will may might could can should must cannot remains "
    "remained seems seemed appears appeared becomes became takes took turns turned makes made "
    "follows happens happened matters depends goes went emerged costs looks comes came felt".split()
)
ARTICLES = frozenset(("the", "this"))


def of_things(lines: Sequence[Line], names: Sequence[Mention]) -> Iterator[Found]:
    """Pronouns for the things among `names` (descriptions that were linked are among them)."""
    things = [m for m in names if m.type in THINGS and not m.nested and m.form != "demonym"
              and (m.form != "nominal" or m.norm)]  # fmt: skip
    if not things:
        return
    held = Taken(things)
    everything = Taken([m for m in names if not m.nested])
    for at, line in enumerate(lines):
        if "its" in line.lowers:
            for own in (i for i, word in enumerate(line.lowers) if word == "its"):
                owner = _owner(line, own, held, everything)
                if owner is not None:
                    token = line.tokens[own]
                    yield token.start, token.end, owner, ITS
        elif line.texts[:1] == ("It",) and at:
            topic = _topic(lines[at - 1], line, held)
            if topic is not None:
                yield line.tokens[0].start, line.tokens[0].end, topic, IT


def _owner(line: Line, own: int, held: Taken, everything: Taken) -> Mention | None:
    """Whose "its" at token `own` speaks."""
    sentence, token = line.sentence, line.tokens[own]
    before = [m for m in held.near(sentence.start, token.start) if m.start >= sentence.start
              and m.end <= token.start]  # fmt: skip
    if not before:
        return None
    name = max(before, key=lambda m: m.end)
    between = line.tokens[line.index(name.end) : own]
    if not between or between[0].shape == "possessive" or any(t.is_name for t in between):
        return None
    if any(name.end <= m.start < token.start for m in everything.near(name.end, token.start)):
        return None
    if len(between) == 1:
        return name if between[0].lower in BESIDE else None
    first = line.index(name.start)
    acts = first > 0 and CAUSING.search(line.lowers[first - 1]) is not None
    if acts and between[0].lower == "to":
        return name if _one_clause(between[1:], FAR, CLAUSES | {"to"}) else None
    alone = first == 0 or (first == 1 and line.lowers[0] in ARTICLES)
    alone = alone or (name.form == "nominal" and first == 0)
    others = any(t.lower == "to" for t in between[2:])  # "Oslo orders ports to open their"
    return name if alone and not others and _one_clause(between, NEAR, OTHERS) else None


def _one_clause(between: Sequence[Token], most: int, ends: frozenset[str]) -> bool:
    """Only words of one clause, which name nothing that could be meant."""
    return len(between) <= most and not any(
        t.lower in ends or t.shape in ("sign", "possessive") for t in between
    )


def _topic(before: Line, line: Line, held: Taken) -> Mention | None:
    """What the sentence before speaks of, which "It" at the beginning of a line takes up."""
    if before.heading or before.sentence.paragraph != line.sentence.paragraph:
        return None
    if len(line.tokens) < 3 or line.lowers[1] in IMPERSONAL or line.texts[1] in "'’":
        return None
    start = before.tokens[0].start
    first = 1 if before.lowers[0] in ARTICLES and len(before.tokens) > 1 else 0
    starts = {start, before.tokens[first].start}
    name = next((m for m in held.near(start, before.tokens[first].end) if m.start in starts), None)
    if name is None:
        return None
    after = before.index(name.end)
    follows = before.tokens[after] if after < len(before.tokens) else None
    if follows is None or follows.shape == "possessive" or follows.is_name:
        return None
    return None if follows.lower in ("and", "or", "-", "/") else name
