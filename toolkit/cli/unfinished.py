"""What is said of a run of `resolve` that did not end, and of the results that it leaves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.cli.plain import plain
from toolkit.cli.screen import Screen

if TYPE_CHECKING:
    from toolkit.corpus import Corpus

EARLIER = (
    "the last run of resolve did not end: what follows is of the run before it; "
    "resolve goes on where it stopped"
)


def warn_of_earlier(screen: Screen, store: Path) -> None:
    """Call it after the store was opened for reading: no run is going on then."""
    from toolkit.store.apart import unfinished

    if unfinished(store):
        screen.warn(f"{store}: {EARLIER}")


@contextmanager
def telling_what_stays(screen: Screen, corpus: Corpus) -> Iterator[None]:
    """After a failure, whether the store still holds the results of the last run."""
    try:
        yield
    except BaseException:
        if kept := corpus.unfinished:
            screen.note(
                "The store still holds the results of the last run. What was read since lies in "
                f"{plain(kept)}; the next resolve goes on with it."
            )
        raise
