"""One file of what is in a store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from toolkit.corpus.networks import GraphChoice
from toolkit.corpus.results import check_resolved
from toolkit.corpus.views import ComparisonView
from toolkit.store import Store

GIVEN = ("judgements", "documents")  # what people brought: there before anything is resolved


def write(
    store: Store, what: str, target: Path, choice: GraphChoice,
    compare: Callable[..., ComparisonView], form: str = "",
) -> Path:  # fmt: skip
    """Write `what` to `target`; `compare` makes the comparison where it is asked for."""
    from toolkit import export

    if what not in GIVEN:
        check_resolved(store)
    view = compare(*choice.groups) if what in ("comparison", "graph") else None
    export.write(
        what, store, target,
        comparison=view.value if view else None,
        graph=choice.part(view.network.value) if view and what == "graph" else None,
        layout=choice.layout,
        form=form,
    )  # fmt: skip
    return target
