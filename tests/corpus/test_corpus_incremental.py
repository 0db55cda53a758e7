"""Only what changed is done again, and what comes out is what a run on everything gives."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from changing import OFFICES, PEOPLE, write
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from snapshot import difference

import toolkit

NAMES = (*PEOPLE, *(name for pair in OFFICES for name in pair if name), "Lindqvist", "Vogel")


Said = tuple[str, str, bool | None]  # two names, and whether they are one; None takes it back


def say(corpus: toolkit.Corpus, said: Said) -> None:
    left, right, same = said
    if same is None:
        corpus.undo(left, right)
    else:
        corpus.judge(left, right, same=same)


def fresh(folder: Path, judged: list[Said]) -> toolkit.Corpus:
    corpus = toolkit.open()
    corpus.ingest(folder)
    for said in judged:
        say(corpus, said)
    corpus.resolve()
    return corpus


LAX = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@pytest.mark.slow
@settings(max_examples=2, deadline=None, suppress_health_check=LAX)
@given(seed=st.integers(0, 10**6))
@example(seed=3007)  # an entity is named anew, and its cluster stays as it was
def test_any_changes_give_what_a_full_run_gives(
    seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    change(seed, tmp_path_factory.mktemp("changing"), steps=5)


@pytest.mark.slow
@settings(max_examples=12, deadline=None, suppress_health_check=LAX)
@given(seed=st.integers(0, 10**6))
def test_many_changes_give_what_a_full_run_gives(
    seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    change(seed, tmp_path_factory.mktemp("changing"), steps=5)


def change(seed: int, place: Path, steps: int) -> None:
    """Documents come, change and go at random, people judge; after each run the store is compared
    with one that was made at once."""
    draw = random.Random(seed)
    folder = place / "docs"
    count = draw.randint(2, 16)
    documents = {f"{draw.choice('ab')}/d{n}": draw.randrange(60) for n in range(count)}
    judged: list[Said] = []
    write(folder, documents)
    with toolkit.open(place / "s.duckdb") as corpus:
        for step in range(steps):
            corpus.ingest(folder)
            corpus.resolve()
            with fresh(folder, judged) as whole:
                found = difference(corpus._store, whole._store)
                assert not found, f"seed {seed}, step {step}: {found}"
            for name in draw.sample(sorted(documents), draw.randint(0, len(documents) // 3)):
                if draw.random() < 0.5 and len(documents) > 2:
                    del documents[name]
                else:
                    documents[name] = draw.randrange(60)
            for _ in range(draw.randint(0, 3)):
                documents[f"{draw.choice('ab')}/d{draw.randrange(40)}"] = draw.randrange(60)
            write(folder, documents)
            if draw.random() < 0.5:  # one judgement at a time stands, so that none contradict
                if judged and judged[-1][2] is not None:
                    judged.append((*judged[-1][:2], None))
                else:
                    left, right = draw.sample(NAMES, 2)
                    judged.append((left, right, draw.random() < 0.5))
                say(corpus, judged[-1])
