"""A `Comparison` becomes one HTML page. No clock and no network: equal input gives equal bytes."""

from __future__ import annotations

import base64
import functools
import hashlib
import importlib.resources
from typing import Any

import jinja2
from markupsafe import Markup

from toolkit.comparison.result import Comparison
from toolkit.config import ReportSettings
from toolkit.report.actors import actor_table, regions
from toolkit.report.contrasts import difference_tables, theme_table
from toolkit.report.data import count_words, group_views, header
from toolkit.report.evidence import build_index, panel_json
from toolkit.report.file import Report
from toolkit.report.fragment import notebook_view
from toolkit.report.methods import methods
from toolkit.report.resolution import resolution
from toolkit.report.silence import silent_table
from toolkit.report.sources import source_columns
from toolkit.report.ties import network
from toolkit.report.wording import exact


def render(comparison: Comparison, settings: ReportSettings, *, date: str = "") -> Report:
    """The page of a comparison; `date` is printed where given, never read from a clock."""
    index = build_index(comparison)
    groups = group_views(comparison, settings.labels)
    head = header(comparison, groups, index, settings.title, date)
    boot, script, style = (static(name) for name in ("boot.js", "report.js", "report.css"))
    page = environment().get_template("page.html.j2")
    html = page.render(
        policy=content_policy((boot, script), (style,)),
        boot=Markup(boot),
        script=Markup(script),
        style=Markup(style),
        data=Markup(panel_json(index, [group.label for group in groups], head.start)),
        groups=groups,
        descriptive=comparison.descriptive,
        head=head,
        totals=count_words(comparison),
        regions=regions(comparison, groups, index, settings.top),
        actors=actor_table(comparison, groups, index),
        differences=difference_tables(comparison, groups, index),
        silent=silent_table(comparison, groups, index),
        themes=theme_table(comparison, groups, index),
        network=network(comparison, groups, index),
        columns=source_columns(index, groups, settings.sources),
        full_sources=settings.sources,
        resolution=resolution(comparison, index),
        methods=methods(comparison, groups, date),
    )
    return Report(html, notebook_view(comparison))


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


def _digest(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


@functools.cache
def environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("toolkit.report", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_storable,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _storable(value: Any) -> Any:
    """The last guard before escaping: no NUL and no lone surrogate reaches the page."""
    return exact(value) if isinstance(value, str) and not isinstance(value, Markup) else value
