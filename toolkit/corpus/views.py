"""The comparison as people hold it in a notebook: a value with tables, graph and report."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from toolkit.comparison.figures import Overlap
from toolkit.comparison.result import Comparison
from toolkit.config import ReportSettings
from toolkit.corpus.networks import NetworkView
from toolkit.errors import UsageError
from toolkit.printable import printable
from toolkit.table import Table
from toolkit.value import Value, safe

if TYPE_CHECKING:
    import networkx as nx

    from toolkit.plots import Plots
    from toolkit.report import Citation, Report


class ActorTables(Value):
    """Actors as Arrow tables: all of them, those that all groups name, those of one group only."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison

    @cached_property
    def all(self) -> Table:
        from toolkit.comparison import tables

        return Table(tables.actors(self._comparison))

    @cached_property
    def shared(self) -> Table:
        from toolkit.comparison import tables

        return Table(tables.shared(self._comparison))

    def only(self, group: str) -> Table:
        """Actors that only `group` names."""
        from toolkit.comparison import tables

        return Table(tables.only(self._comparison, group))

    def to_dict(self) -> dict[str, Any]:
        """The table of all actors: `columns` and `rows`."""
        return self.all.to_dict()

    def __repr__(self) -> str:
        return f"ActorTables({len(self._comparison.actors)} actors; .all, .shared, .only(group))"

    def _repr_html_(self) -> str:
        return f"<p>{safe(self)}</p>{self.all._repr_html_()}"


class ComparisonView(Value):
    """What `Corpus.compare` returns. `value` is the full result with everything behind it."""

    value: Comparison

    def __init__(self, value: Comparison, settings: ReportSettings, seed: int = 0) -> None:
        self.value = value
        self._settings = settings
        self._seed = seed

    @classmethod
    def of(cls, value: Comparison, settings: ReportSettings, seed: int) -> ComparisonView:
        """As the settings ask: with or without the names of some kinds."""
        view = cls(value, settings, seed)
        return view.redacted(*settings.redact) if settings.redact else view

    @property
    def actors(self) -> ActorTables:
        return ActorTables(self.value)

    @cached_property
    def themes(self) -> Table:
        from toolkit.comparison import tables

        return Table(tables.themes(self.value))

    @cached_property
    def emerging(self) -> Table:
        """Phrases that the documents share and no codebook knows."""
        from toolkit.comparison import tables

        return Table(tables.emerging(self.value))

    @cached_property
    def mentions(self) -> Table:
        """The counted mentions behind all figures."""
        from toolkit.comparison import tables

        return Table(tables.mentions(self.value))

    @cached_property
    def silent(self) -> Table:
        """Actors that one group names often and another never, with what it could still hide."""
        from toolkit.comparison import tables

        return Table(tables.silent(self.value))

    @cached_property
    def naming(self) -> Table:
        """Which group writes which form of a name how often."""
        from toolkit.comparison import tables

        return Table(tables.naming(self.value))

    @cached_property
    def profiles(self) -> Table:
        """With which themes each group names the shared actors."""
        from toolkit.comparison import tables

        return Table(tables.profiles(self.value))

    @cached_property
    def timeline(self) -> Table:
        """Documents, leading actors and themes by period; no row where nothing has a date."""
        from toolkit.comparison import tables

        return Table(tables.timeline(self.value))

    @cached_property
    def overlap_pairs(self) -> Table:
        """Overlap measures and tests of every two groups."""
        from toolkit.comparison import tables

        return Table(tables.overlap_pairs(self.value))

    @cached_property
    def uncertainty(self) -> Table:
        """The headline figures over alternative resolutions; `.value.uncertainty` has it all."""
        from toolkit.comparison import uncertainty_tables

        return Table(uncertainty_tables.ranges(self.value))

    @cached_property
    def actor_doubts(self) -> Table:
        """Actors whose figures other resolutions change, the most doubtful first."""
        from toolkit.comparison import uncertainty_tables

        return Table(uncertainty_tables.actor_doubts(self.value))

    @cached_property
    def hinges(self) -> Table:
        """The decisions on names that the headline hangs on, in the order of `toolkit review`."""
        from toolkit.comparison import uncertainty_tables

        return Table(uncertainty_tables.hinges(self.value))

    @cached_property
    def claims(self) -> Table:
        """The statements of the headline, with the share of draws in which each holds."""
        from toolkit.comparison import uncertainty_tables

        return Table(uncertainty_tables.claims(self.value))

    @property
    def overlap(self) -> Overlap:
        return self.value.overlap

    @property
    def answer(self) -> str:
        return "".join(segment.text for segment in self.value.answer)

    @property
    def findings(self) -> list[str]:
        return [finding.statement for finding in self.value.findings]

    @property
    def caveats(self) -> list[str]:
        return list(self.value.caveats)

    @cached_property
    def network(self) -> NetworkView:
        """Documents, groups, actors and themes with their ties: tables, ego networks, backbones."""
        if self.value.network is None:
            raise UsageError("a redacted comparison has no network", hint="Take the one before.")
        return NetworkView(self.value.network)

    @cached_property
    def graph(self) -> nx.MultiGraph:
        """The whole network, one edge a relation; yours to keep and change."""
        return self.network.graph

    def redacted(self, *kinds: str) -> ComparisonView:
        """The same figures with the names of these kinds of actors (PERSON by default) replaced by
        "Person 1" ... in the page, the tables and the data. See docs/how-to/reports.md for what
        this does not hide. Raises UsageError for an unknown kind.

            comparison.redacted("PERSON").report().save("redacted.html")
        """
        from toolkit.comparison.redaction import redact

        value = redact(self.value, kinds or ("PERSON",))
        return ComparisonView(value, self._settings, self._seed)

    def to_dict(self) -> dict[str, Any]:
        """The object that `toolkit compare --json` writes; `to_json()` is its text."""
        return self.value.to_dict()

    @property
    def plot(self) -> Plots:
        """Figures for a paper, such as `.plot.distinctive()` (needs the extra `plots`)."""
        from toolkit.plots import Plots

        return Plots(self.value)

    def report(self, date: str = "") -> Report:
        """The HTML report; `.save(path)` writes it, `.show()` frames it in a notebook.

        comparison.report().save("forums.html")
        """
        from toolkit.report import render

        return render(self.value, self._settings, date=date, seed=self._seed)

    def cite(self, date: str = "") -> Citation:
        """Methods paragraph, citation and BibTeX of this comparison; printed, all three."""
        from toolkit.report import cite

        return cite(self.value, self._settings.labels, date)

    def methods(self) -> str:
        """A paragraph for the methods section of a paper, with versions and settings."""
        return self.cite().methods

    def __str__(self) -> str:
        lines = [self.answer, *(f"- {f}" for f in self.findings), *self.caveats]
        return printable("\n".join(lines))

    def __repr__(self) -> str:
        return repr(self.value)

    def _repr_html_(self) -> str:
        from toolkit.report import notebook_view

        return notebook_view(self.value, self._settings.labels)

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """The view with its text beside it, for what shows no HTML."""
        return {"text/plain": str(self), "text/html": self._repr_html_()}
