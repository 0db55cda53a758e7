"""Values that are made quickly are those that their class makes."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, replace

import pytest

from toolkit.types import Link, Mention
from toolkit.value import quick

CELLS = ("d", 4, 9, "Dutch", "GPE", "demonym", "NL", "nl", "given", "given", 1.0, "body", False, 2)


def test_a_value_made_quickly_is_one_of_its_class() -> None:
    made, usual = quick(Mention)(*CELLS), Mention(*CELLS)
    assert type(made) is Mention and made == usual and hash(made) == hash(usual)
    assert repr(made) == repr(usual) and made.to_dict() == usual.to_dict()
    assert made.mention_id == usual.mention_id == pickle.loads(pickle.dumps(made)).mention_id
    assert replace(made, start=5).mention_id == replace(usual, start=5).mention_id
    assert replace(made, start=5).mention_id != made.mention_id


def test_it_is_frozen_and_needs_every_field() -> None:
    made = quick(Link)("m1", "m2", "same name", "")
    with pytest.raises(FrozenInstanceError):
        made.rule = "other"  # type: ignore[misc]
    with pytest.raises(TypeError):
        quick(Link)("m1", "m2")
