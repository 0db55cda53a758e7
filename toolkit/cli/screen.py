"""Where a command prints: results on stdout, everything else on stderr."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Any

from toolkit.cli.plain import plain

SCHEMA_VERSION = 1
STYLES = {"bold": "1", "red": "31", "green": "32", "yellow": "33"}
LISTED = 20


@dataclass
class Screen:
    """The two streams of a call. `warnings` are kept for the JSON object as well as printed.

    Text that is given here is ours or has gone through `plain`; a warning goes through it here.
    """

    quiet: bool = False
    verbose: bool = False
    colour: bool = True
    as_json: bool = False
    warnings: list[str] = field(default_factory=list)

    def result(self, *lines: str) -> None:
        """Lines of the result, on stdout; none where the result is a JSON object."""
        if not self.as_json:
            for line in lines:
                print(line)

    def data(self, values: Mapping[str, Any]) -> None:
        """The JSON object on stdout, in ASCII so that no character acts on a terminal."""
        if self.as_json:
            print(json.dumps({"schema_version": SCHEMA_VERSION, **values}, indent=2))

    def note(self, *lines: str) -> None:
        """Hints and progress, on stderr; none when quiet."""
        if not self.quiet:
            _say(*lines)

    def next(self, *commands: Sequence[str]) -> None:
        """One or two commands that make sense now, exactly as they are typed."""
        import shlex

        words = [plain(shlex.join(["toolkit", *command])) for command in commands]
        self.note("Next:", *("  " + line for line in words))

    def warn(self, text: str) -> None:
        """A warning that the user has to see, also when quiet."""
        self.warn_all([text])

    def warn_all(self, texts: Iterable[object]) -> None:
        """Warnings of one sort; the screen shows the first ones, JSON and --verbose all."""
        lines = [plain(text) for text in texts]
        self.warnings += lines
        shown = len(lines) if self.verbose else LISTED
        _say(*(f"{self.paint('warning:', 'yellow', sys.stderr)} {x}" for x in lines[:shown]))
        if len(lines) > shown:
            _say(f"... and {len(lines) - shown} more (-v lists all)")

    def error(
        self, what: object, where: object = "", hint: object = "", details: Iterable[object] = ()
    ) -> None:
        """The parts of an error: what, its details a line each, where, what to do."""
        parts = [f"{self.paint('error:', 'red', sys.stderr)} {plain(what)}"]
        parts += [f"    {plain(line)}" for line in details]
        parts += [f"  where: {plain(where)}"] if where else []
        parts += [f"  what to do: {plain(hint)}"] if hint else []
        _say(*parts)

    def heading(self, text: str) -> str:
        return self.paint(text, "bold", sys.stdout)

    def paint(self, text: str, style: str, stream: IO[str]) -> str:
        """`text` in a colour where `stream` is a terminal and colours are wanted."""
        wanted = self.colour and not os.environ.get("NO_COLOR")
        if wanted and stream.isatty() and os.environ.get("TERM") != "dumb":
            return f"\x1b[{STYLES[style]}m{text}\x1b[0m"
        return text


def _say(*lines: str) -> None:
    """Lines on stderr. When nobody reads them any more, the work goes on."""
    with contextlib.suppress(BrokenPipeError):
        for line in lines:
            print(line, file=sys.stderr)
