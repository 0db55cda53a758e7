"""A value that is made quickly is the frozen value that `dataclass` makes."""

from __future__ import annotations

import copy
import dataclasses
import pickle

import pytest

from toolkit.quickly_made import quickly_made
from toolkit.types import Mention


@dataclasses.dataclass(frozen=True, slots=True)
class Usual:
    start: int
    text: str = "x"


Quick = quickly_made(dataclasses.make_dataclass(
    "Quick", [("start", int), ("text", str, "x")], frozen=True, slots=True
))  # fmt: skip


def test_fields_defaults_and_hash_are_the_same() -> None:
    for quick, usual in ((Quick(1), Usual(1)), (Quick(text="a", start=2), Usual(2, "a"))):
        assert dataclasses.astuple(quick) == dataclasses.astuple(usual)
        assert hash(quick) == hash(usual)
        assert type(quick) is Quick
    assert Quick(1) == Quick(1) != Quick(2)


def test_it_is_frozen_copied_and_pickled() -> None:
    mention = Mention("d", 0, 3, "ABC")
    with pytest.raises(dataclasses.FrozenInstanceError):
        mention.text = "DEF"  # type: ignore[misc]
    for other in (copy.copy(mention), pickle.loads(pickle.dumps(mention))):
        assert other == mention
        assert type(other) is Mention
    changed = dataclasses.replace(mention, type="ORG")
    assert (changed.type, type(changed)) == ("ORG", Mention)
    assert not hasattr(mention, "__dict__")


def test_what_is_not_plain_is_refused() -> None:
    listed = dataclasses.make_dataclass(
        "Listed", [("words", list, dataclasses.field(default_factory=list))],
        frozen=True, slots=True,
    )  # fmt: skip
    with pytest.raises(TypeError, match=r"Listed\.words"):
        quickly_made(listed)
    with pytest.raises(TypeError):
        Mention("d")  # type: ignore[call-arg]


def test_what_was_remembered_goes_along_and_not_to_another() -> None:
    mention = Mention("d", 0, 3, "ABC")
    known = mention.mention_id
    assert pickle.loads(pickle.dumps(mention)).mention_id == known
    assert dataclasses.replace(mention, start=1).mention_id != known
    assert mention == Mention("d", 0, 3, "ABC") and " _id" not in repr(mention)
