"""A `Comparison` becomes one HTML page. No clock and no network: equal input gives equal bytes."""

from __future__ import annotations

import base64
import hashlib
import importlib.resources
import re
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from toolkit.comparison.result import Comparison, Theme
from toolkit.config import ReportSettings
from toolkit.report import extent, panel
from toolkit.report.actors import actor_table, regions
from toolkit.report.contrasts import difference_tables, theme_table
from toolkit.report.data import count_words, group_views, header
from toolkit.report.doubts import doubts
from toolkit.report.evidence import EvidenceIndex, build_index
from toolkit.report.extent import Extent
from toolkit.report.file import Report
from toolkit.report.fragment import notebook_view
from toolkit.report.further import profile_rows, spread_rows, time_table
from toolkit.report.methods import methods
from toolkit.report.positions import positions
from toolkit.report.resolution import resolution
from toolkit.report.silence import silent_table
from toolkit.report.sources import source_columns
from toolkit.report.tables import full_tables
from toolkit.report.templating import environment
from toolkit.report.ties import network
from toolkit.report.wording import signed


def render(
    comparison: Comparison, settings: ReportSettings, *, date: str = "", seed: int = 0
) -> Report:
    """The page of a comparison; `date` is printed where given, never read from a clock.

    A page that would be larger than `settings.max_size` carries a random sample of the sentences
    (drawn with `seed`), and saving it writes the full tables beside it. Raises UsageError where
    not even that is small enough.
    """
    summary = notebook_view(comparison, settings.labels)
    comparison = replace(comparison, themes=(*comparison.themes, *_phrases(comparison)))
    index = build_index(comparison)
    most = int(settings.max_size * extent.MEGABYTE)
    if extent.small(comparison, settings):
        part = extent.whole(index)
        html = _page(index, settings, part, date)
    else:
        part = extent.large(index, settings.sources, seed)
        html = _page(index, settings, part, date)
        if _size(html) > most:
            room = most - _size(html) + len(part.packed) - _REMARK
            part = extent.sampled(index, room, seed)
            html = _page(index, settings, part, date)
    if _size(html) > most:
        raise extent.too_large(most, _size(html))
    tables = full_tables(comparison, settings.sources) if part.sampled else {}
    return Report(html, summary, tables)


def _phrases(comparison: Comparison) -> list[Theme]:
    """Emerging phrases as rows behind the themes, named so where themes have a parent."""
    return [replace(phrase, parent=EMERGING) for phrase in comparison.emerging]


EMERGING = "emerging phrase, in no codebook"
_COMMENT_LINE = re.compile(r"^ *(?://.*|/\*[^*]*\*/)\n", re.MULTILINE)
_INDENTATION = re.compile(r"^ +", re.MULTILINE)  # no text of ours goes on in a second line
_REMARK = 2_000  # bytes that the notes on the sample may take


def _page(index: EvidenceIndex, settings: ReportSettings, part: Extent, date: str) -> str:
    comparison = index.comparison
    groups = group_views(comparison, settings.labels)
    labels = [group.label for group in groups]
    head = header(comparison, groups, index, settings.title, date)
    boot, style = shipped("boot.js"), shipped("report.css")
    names = ("large.js", "report.js", "review.js")
    script = "".join(shipped(name) for name in names if part.large or name != "large.js")
    joined = resolution(comparison, index, part.rows)
    data = (
        panel.outline(index, labels, head.start)
        if part.large
        else panel.inline(index, labels, head.start, joined.told)
    )
    values: dict[str, Any] = {
        "groups": groups,
        "descriptive": comparison.descriptive,
        "silent": silent_table(comparison, groups, index),
        "head": head,
        "totals": count_words(comparison),
        "regions": regions(comparison, groups, index, settings.top),
        "actors": actor_table(comparison, groups, index, part.rows),
        "differences": difference_tables(comparison, groups, index),
        "themes": theme_table(comparison, groups, index),
        "network": network(comparison, groups, index),
        "redacted": comparison.network is None,
        "positions": positions(comparison, groups, index),
        "resolution": joined,
        "threshold": signed(comparison.uncertainty.current_threshold)
        if comparison.uncertainty
        else "",
        "methods": methods(comparison, groups, date, part),
        "doubts": doubts(comparison, groups, index),
        "time": time_table(comparison, groups),
        "profiles": profile_rows(comparison, groups, index),
        "spread": spread_rows(comparison, index),
        "part": part,
        "emerging": EMERGING,
    }
    shown = extent.standing(index) if part.large else None if settings.sources else index.cited()
    page = environment().get_template("page.html.j2")
    return page.render(
        policy=content_policy((boot, script), (style,)),
        boot=Markup(boot),
        script=Markup(script),
        style=Markup(style),
        data=Markup(data),
        packed=Markup(part.packed),
        columns=source_columns(index, groups, shown, part.rows),
        full_sources=settings.sources,
        **values,
    )


def _size(html: str) -> int:
    return len(html.encode())


def content_policy(scripts: tuple[str, ...], styles: tuple[str, ...]) -> str:
    """The policy in the page: these scripts and styles only, no request, no string to HTML."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src " + " ".join(_digest(text) for text in scripts),
            "style-src " + " ".join(_digest(text) for text in styles),
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def static(name: str) -> str:
    """A file of toolkit/report/static as text with newlines as a browser reads them."""
    path = importlib.resources.files("toolkit.report") / "static" / name
    return path.read_text(encoding="utf-8").replace("\r\n", "\n")


def shipped(name: str) -> str:
    """The same line for line, without indentation and lines that are a comment: a page has the code
    as it was written, and the files say why."""
    return _INDENTATION.sub("", _COMMENT_LINE.sub("", static(name)))


def _digest(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
