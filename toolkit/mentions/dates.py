"""Dates beside names, as patterns: "in Bergen on 3 May 2022", "(June 2023)", "five years later"."""

from __future__ import annotations

import re

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|March|Mar\.?|April|Apr\.?|May|June|July|Aug(?:ust|\.)?"
    r"|Sept(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_YEAR = r"(?:1[4-9]|20)\d\d(?![\w/]|[-–]\d|\.\d)"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?(?:\s?(?:[-–]|to|and)\s?\d{1,2}(?:st|nd|rd|th)?)?(?!\d)"
_DATE = (
    rf"(?:(?:{_DAY} )?(?:of )?{_MONTH}(?: ?(?:[-–]|to|and) ?(?:{_DAY} )?{_MONTH})?"
    rf"(?: {_DAY})?(?:,? (?:of )?{_YEAR})?|{_YEAR})"
)
_LED = (
    r"(?i:on|in|of|from|for|during|between|over|at the (?:start|end|beginning) of)"
    r" (?:the )?(?:(?:early|late|mid|spring|summer|autumn|fall|winter|end)[ -](?:of )?)*"
)
_CAPITAL = r"[^\W\d_a-z]"
NAME = rf"(?!{_MONTH}\b){_CAPITAL}[\w'’.-]*(?: (?:de |del |la |of |the )*{_CAPITAL}[\w'’-]+){{0,3}}"
# "the Zapad exercise in September 2021": a noun that says what the name before it is.
_NOUN = (
    r"(?: (?:military |naval |trade |air |arms )?(?:exercise|man(?:oeuvre|euver)|drill|fair|show"
    r"|exhibition|summit|conference|meeting|event|talk|game|tournament|contest)s?)?"
)
HELD = (
    r"(?:,? (?:which |that )?(?:(?:was|were|is|are|has been|will be|to be|will) )?"
    r"(?:held|hosted|convened|opened|began|started|met|ended|took place|takes? place|due"
    r"|scheduled|signed|concluded|adopted|agreed|passed))?"
)
_WHERE = rf"(?: (?:in|at|near|outside|off) (?:the )?{NAME})"
BEHIND = re.compile(rf"{_NOUN}{HELD}{_WHERE}{{0,2}}(?:,? {_LED}{_DATE}| \((?:{NAME},? )?{_DATE}\))")
OF_PAPER = re.compile(
    rf"(?: of {_DATE}| \({_DATE}\)"
    r"|,? (?:signed|concluded|adopted|agreed|passed|made|published|issued|released)"
    rf"{_WHERE}{{0,2}} (?:on|in) {_DATE})"
)
BEFORE = re.compile(  # "the June 2022 ...", "In 2022 the ..."
    rf"(?:\b{_MONTH} {_YEAR} (?:[A-Z]\w+ )?"
    rf"|(?:^|[.!?;:,”\"]\s+|\n|\b(?:and|but|when) ){_LED}{_DATE},? (?:the |its |at the )(?:\w+ )?)$"
)
DATED = re.compile(rf"(?:{_LED}|\b{_MONTH} (?:{_DAY},? )?|\({_MONTH}? ?){_YEAR}|{_LED}{_DATE}")
ANY_YEAR = re.compile(r"(?<![\w/-])(?:1[4-9]|20)\d\d(?!\w)")
LATER = re.compile(
    r"\b(?P<number>an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|\d\d?)"
    r" years? (?P<way>later|afterwards|earlier|before)\b", re.IGNORECASE,
)  # fmt: skip
COUNTED = {
    w: n for n, w in enumerate("one two three four five six seven eight nine ten".split(), 1)
}
COUNTED |= {"a": 1, "an": 1, "twelve": 12, "fifteen": 15, "twenty": 20}
