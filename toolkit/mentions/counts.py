"""What a number beside a name says it is: a model, a thing that is counted, a dateline."""

from __future__ import annotations

from toolkit.knowledge import Knowledge
from toolkit.mentions.candidates import Line
from toolkit.mentions.tails import CALENDAR
from toolkit.names.acronyms import FUNCTION_WORDS

MONTHS = frozenset(
    "january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
COUNTS = frozenset(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
    " dozen".split()
)


def dated(line: Line, end: int) -> bool:
    """Does a date follow the word before `end`: "Marlow, 4 November", "Marlow, Nov 4"?"""
    after: tuple[str, ...] = line.lowers[end + 1 : end + 3]
    date = any(word in MONTHS for word in after) and any(word.isdigit() for word in after)
    return date and line.lowers[end] == ","


def numbered(knowledge: Knowledge, line: Line, at: int, end: int) -> bool:
    """Is it a word of the language with the number of a model ("the Arrowhead 140")?"""
    number, word = line.tokens[end - 1], line.lowers[at]
    if end - at != 2 or number.shape != "number" or not 1 < len(number.text) < 5:
        return False
    if word in knowledge.heads or word in knowledge.titles:
        return False
    led = at > 0 and line.lowers[at - 1] in ("the", "its", "a", "an")
    serial = len(number.text) > 2 and word not in knowledge.numbered_parts
    return led or (serial and word not in CALENDAR)


def counted(line: Line, at: int, end: int) -> bool:
    """Is the name at `at` to `end` counted, as things are ("twelve Marwick K7")? What goes on with
    a word in small letters may be who makes them."""
    if at < 2 or line.tokens[at - 2].is_name or line.lowers[end - 1].endswith("s"):
        return False  # "Article 5 ...", "48 Marwicks", who may be people
    number = line.tokens[at - 1]
    digits = number.shape == "number" and number.text.isdigit() and len(number.text) < 4
    if not (digits or number.lower in COUNTS) or number.text in ("0", "1"):
        return False
    after = line.tokens[end] if end < len(line.tokens) else None
    return after is None or after.shape == "sign" or after.lower in FUNCTION_WORDS
