"""Spans asked as a whole, groups that remember what they hold, long texts that take no longer."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from one_text import extractor, knowledge

from toolkit.documents import prepare
from toolkit.mentions import build_chains
from toolkit.mentions.groups import Groups
from toolkit.mentions.overlaps import Spans
from toolkit.pausing import seldom_collected
from toolkit.types import Document, Mention

span = st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda s: (s[0], s[0] + s[1]))


@given(st.lists(span), span)
def test_a_span_is_held_by_one_of_the_spans(
    spans: list[tuple[int, int]], asked: tuple[int, int]
) -> None:
    expected = any(start <= asked[0] and asked[1] <= end for start, end in spans)
    assert Spans(spans).hold(*asked) is expected


mention = st.tuples(st.sampled_from(("PERSON", "ORG", "OTHER")), st.sampled_from(("", "a", "b")))


@given(st.lists(mention, min_size=2, max_size=9), st.data())
def test_no_two_known_things_and_no_person_with_a_body(
    rows: list[tuple[str, str]], data: st.DataObject
) -> None:
    mentions = [
        Mention("d", at, at + 1, "x", kind, knowledge_id=known)
        for at, (kind, known) in enumerate(rows)
    ]
    groups = Groups(mentions)
    pairs = st.tuples(*[st.integers(0, len(rows) - 1)] * 2)
    for a, b in data.draw(st.lists(pairs, max_size=20)):
        groups.join(a, b, "test")
    held = list(groups.members())
    assert sorted(at for members in held for at in members) == list(range(len(rows)))
    assert all(members == sorted(members) for members in held)
    for members in held:
        assert len({rows[at][1] for at in members} - {""}) <= 1
        assert len({rows[at][0] == "PERSON" for at in members if rows[at][0] != "OTHER"}) <= 1
    for left, right in combinations(held, 2):
        ids = [{rows[at][1] for at in part} - {""} for part in (left, right)]
        kinds = [{rows[at][0] == "PERSON" for at in part if rows[at][0] != "OTHER"}
                 for part in (left, right)]  # fmt: skip
        fits = all(not (a and b) or a == b for a, b in (ids, kinds))
        assert groups.may_join(left[0], right[-1]) is fits


def new_names(size: int) -> str:
    letters = "bcdfghklmnprst"
    words = [a + "a" + b + "o" + c for a in letters for b in letters for c in letters][:size]
    return " ".join(
        f"Anna {w.title()}, the Polish {w} minister, met the {w.title()} Defence Forum "
        f"({w[0].upper()}DF). {w.title()} thanked the minister. The forum ended in {w.title()}."
        for w in words
    )


def same_names(size: int) -> str:
    told = "Defence minister Anna Berg met Karl Berg of the Harbour Defence Forum (HDF) in Oslo. "
    return (told + "Minister Berg thanked K. Berg, Berg thanked the HDF. ") * size


@pytest.mark.parametrize("text", [new_names, same_names])
def test_eight_times_the_text_takes_far_less_than_sixty_four_times_as_long(
    text: Callable[[int], str],
) -> None:
    """Names that are new in every sentence, or the same, with surnames, acronyms, titles and
    descriptions: what compares each with each takes sixty-four times as long."""

    def seconds(size: int) -> float:
        item = prepare(Document("d", text(size), lang="en"), "memory")
        with seldom_collected():
            start = time.process_time()
            found = extractor().extract(item.document, item.sentences)
            build_chains(item.document, found, knowledge())
            return time.process_time() - start

    seconds(50)
    assert seconds(1600) < 24 * max(min(seconds(200) for _ in range(3)), 0.02)
