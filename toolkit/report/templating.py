"""Templates of the report: everything is escaped, and what HTML cannot hold never reaches it."""

from __future__ import annotations

import functools
from typing import Any

import jinja2
from markupsafe import Markup

from toolkit.report.wording import exact


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
