"""The command line: one file per command, each only options, one call of the API, printing.

Nothing heavy is imported until a command needs it; `toolkit --help` loads none of it.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

__all__ = ["main", "script"]

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; `arguments` are those of the process by default.

    0 done, 1 an asked-for check failed, 2 usage or configuration, 3 input missing or unreadable,
    4 partly done, 5 internal error, 130 interrupted. Every error is caught here and nowhere else.
    """
    try:
        from toolkit.cli.running import run

        return run(list(sys.argv[1:] if arguments is None else arguments))
    except KeyboardInterrupt:  # before or after the command itself
        return INTERRUPTED


def script() -> NoReturn:
    """The command `toolkit` as a process of its own.

    It ends as soon as all is written and closed: to take apart a million objects one by one, as
    Python does at the end, takes up to a fifth of a short run and serves nobody.
    """
    from toolkit.pausing import collect_seldom

    collect_seldom()  # lists of names and words hold no cycles
    code = main()
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, OSError, ValueError):  # closed, or a broken pipe
            stream.flush()
    os._exit(code)
