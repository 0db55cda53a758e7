"""What a line holds are the bits of its words, whichever rule marked them first."""

from __future__ import annotations

import pytest

from toolkit.mentions import triggers as module
from toolkit.mentions.triggers import Triggers


def test_words_are_marked_folded_or_as_written() -> None:
    triggers = Triggers()
    ships = triggers.mark({"frigate", "ships"})
    forms = triggers.mark({"AG"}, folded=False)
    digit = triggers.test(lambda text: any(map(str.isdecimal, text)))
    assert len({ships, forms, digit}) == 3
    assert triggers.held(("The", "Frigate", "sank")) == ships
    assert triggers.held(("ag", "AG")) == forms
    assert triggers.held(("SHIPS", "K7")) == ships | digit
    assert triggers.held(()) == triggers.held(("of", "the")) == 0


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_WORDS", 2)
    triggers = Triggers()
    bit = triggers.mark({"c"})
    assert [triggers[word] for word in "abcab"] == [0, 0, bit, 0, 0]
    assert len(triggers) <= 2
