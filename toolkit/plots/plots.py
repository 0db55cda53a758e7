"""What `comparison.plot` offers: one method a figure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal

from toolkit.comparison.result import Comparison
from toolkit.errors import UsageError
from toolkit.plots.plot import Plot
from toolkit.plots.sheet import inches, styled

Width = float | Literal["column", "page"]


class Plots:
    """Figures of a comparison for a paper: `comparison.plot.distinctive().save("figure.pdf")`.

    Every method returns a Plot with `.figure` (matplotlib), `.table` (the numbers that are drawn),
    `.caption`, `.notes` and `.save(path)`. `width`: "column" (3.5 inches), "page" (7.2) or inches.
    Groups have the colours of the report and a shape each, so that figures can be read in grey.
    Needs the extra `plots`; each method raises UsageError where matplotlib is not installed.
    """

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison

    def distinctive(
        self, of: Literal["actors", "themes"] = "actors", *, group: str = "",
        limit: int | None = None, kinds: Collection[str] = (), width: Width = "column",
    ) -> Plot:  # fmt: skip
        """What sets the groups apart: log-odds ratios with 95 % intervals.

        With two groups the second stands against the first, with more each against all others (or
        `group` alone). The `limit` largest differences (in standard errors; 16, in several panels 8
        each) of actors, of `kinds` only where given, or of themes. Filled marks are clear
        differences, hollow ones are not. Table: id, name, group, log_odds, low, high, z, p_value,
        q_value, tier. Source: Monroe, Colaresi & Quinn 2008. Raises UsageError for one group,
        NotFoundError for an unknown one.

            comparison.plot.distinctive(kinds=["ORG"], width="page")
        """
        from toolkit.plots.distinctive import distinctive

        one_of("of", of, ("actors", "themes"))
        return distinctive(self._comparison, of, group, (limit, kinds), self._width(width))

    def overlap(
        self, form: Literal["auto", "euler", "upset"] = "auto", *, limit: int = 15,
        width: Width = "column",
    ) -> Plot:  # fmt: skip
        """How many actors which groups have in common.

        "euler": circles whose areas, and those of their parts, are as the numbers of actors (two
        or three groups). "upset": a matrix with bars, the `limit` largest sets (any number of
        groups; Lex et al. 2014). "auto": circles where they can be true to the numbers, else the
        matrix, and a note says why. Table: groups (joined by " & "), actors. Raises UsageError
        for one group, and for circles of more than three.

            comparison.plot.overlap().save("overlap.svg")
        """
        from toolkit.plots.overlap import overlap

        one_of("form", form, ("auto", "euler", "upset"))
        return overlap(self._comparison, form, limit, self._width(width))

    def prominence(
        self, measure: Literal["documents", "per_1000"] = "documents", *, limit: int = 20,
        kinds: Collection[str] = (), actors: Sequence[str] = (), width: Width = "column",
    ) -> Plot:  # fmt: skip
        """How prominent actors are in each group, as dumbbells.

        "documents": the share of a group's documents that name the actor, with its Wilson interval;
        "per_1000": mentions per 1,000 words. The `limit` most named actors, of `kinds` only where
        given, or just these `actors` (names, aliases or ids). A hollow mark at 0 means that no
        mention was found. Table: id, name, kind, group, mentions, documents, documents_of_group,
        share, low, high, per_1000. Raises UsageError for an unknown kind, NotFoundError for an
        unknown actor.

            comparison.plot.prominence("per_1000", limit=10)
        """
        from toolkit.plots.prominence import prominence

        one_of("measure", measure, ("documents", "per_1000"))
        chosen = (limit, kinds, actors)
        return prominence(self._comparison, measure, chosen, self._width(width))

    def heatmap(
        self, *, actors: int = 14, themes: int = 10, kinds: Collection[str] = (),
        width: Width = "page",
    ) -> Plot:  # fmt: skip
        """Which actors stand with which themes: sentences of a group that hold both.

        The `actors` and `themes` with the most such sentences, the same in each group. To name
        both in one sentence is emphasis, not a stance. Table: id, name, theme_id, theme, group,
        sentences. Raises UsageError where no actor and theme share a sentence.

            comparison.plot.heatmap(actors=10, themes=8)
        """
        from toolkit.plots.heatmap import heatmap

        return heatmap(self._comparison, (actors, themes), kinds, self._width(width))

    def ego(
        self, name: str, *, limit: int = 24, minimum_weight: int = 1, width: Width = "page"
    ) -> Plot:
        """What stands next to an actor or theme: the `limit` strongest ties of its network.

        Actors stand left and themes right of it, the strongest at the top; the width of a line is
        its number of sentences. `name` is a name, alias or id. Table: source, target, relation,
        weight (sentences), documents, groups. Raises NotFoundError for an unknown name, UsageError
        for a redacted comparison, which has no network.

            comparison.plot.ego("Ukraine")
        """
        from toolkit.plots.ego import ego

        return ego(self._comparison, name, limit, minimum_weight, self._width(width))

    def timeline(
        self, *, limit: int = 8, kinds: Collection[str] = (), actors: Sequence[str] = (),
        width: Width = "page",
    ) -> Plot:  # fmt: skip
        """Documents of each group over time, and in how many of them actors are named.

        Periods are those of `comparison.timeline` (months, quarters or years). The `limit` most
        named actors, of `kinds` only where given, or just these `actors`. Documents without a date
        are not shown, and a note counts them. Table: period, group, id, name, documents,
        documents_of_group. Raises UsageError where no document has a date.

            comparison.plot.timeline(actors=["Ukraine", "NATO"])
        """
        from toolkit.plots.timeline import timeline

        return timeline(self._comparison, (limit, kinds, actors), self._width(width))

    def _width(self, asked: Width) -> float:
        with styled():  # says first what is missing
            return inches(asked)

    def __repr__(self) -> str:
        names = [name for name in dir(self) if not name.startswith("_")]
        return f"<plots: {', '.join(f'.{name}()' for name in names)}>"


def one_of(name: str, value: str, known: Sequence[str]) -> None:
    """Raises UsageError for a value that is not known."""
    if value not in known:
        raise UsageError(f"{name} is {value!r}", hint="Give one of: " + ", ".join(known))
