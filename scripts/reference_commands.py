"""docs/reference/command-line.md: the help of every command, as it is printed."""

from __future__ import annotations

import inspect
from typing import Any

import click

import toolkit.cli
from toolkit.cli.app import GROUPS, build

WIDTH = 92


def commands_page() -> str:
    app = build()
    parts = ["# Command line", inspect.cleandoc(INTRODUCTION), _exit_codes(), _listed()]
    for heading, group in GROUPS.items():
        parts.append(f"## {heading}")
        for name in group:
            parts += [f"### toolkit {name}", _help(app.commands[name], f"toolkit {name}")]
    return "\n\n".join(parts)


INTRODUCTION = """
    Results go to standard output; progress, warnings and hints to standard error. `--json` prints
    one object with `schema_version`. A setting may be given as a flag, as
    `TOOLKIT_SECTION_KEY` in the environment, or in a file with `--config`, and counts in this order
    ([configuration](configuration.md)).
    """


def _exit_codes() -> str:
    """From the docstring of the entry point, where they are promised."""
    told = " ".join((inspect.getdoc(toolkit.cli.main) or "").split())
    codes = told.split("by default. ", 1)[1].split(". Every error", 1)[0]
    rows = [entry.strip().split(" ", 1) for entry in codes.split(",")]
    return "\n".join(["| exit code | means |", "|---|---|", *(f"| {c} | {m} |" for c, m in rows)])


def _listed() -> str:
    rows = ["| command | does |", "|---|---|"]
    for group in GROUPS.values():
        for name, function in group.items():
            first = (inspect.getdoc(function) or "").splitlines()[0]
            rows.append(f"| [`{name}`](#toolkit-{name}) | {first} |")
    return "\n".join(rows)


def _help(command: Any, name: str) -> str:
    context = click.Context(
        command, info_name=name, terminal_width=WIDTH, max_content_width=WIDTH,
        help_option_names=["-h", "--help"],
    )  # fmt: skip
    lines = [line.rstrip() for line in command.get_help(context).splitlines()]
    return "\n".join(["```text", *lines, "```"])
