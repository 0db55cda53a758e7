"""An error that we did not foresee: one line for the user, the way to it in a log file.

Messages of exceptions are left out of both, because they may quote a document; the frames hold
only our own code and that of the libraries.
"""

from __future__ import annotations

import contextlib
import platform
import re
import sys
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path

import toolkit
from toolkit.cli.screen import Screen

OPTION = re.compile(r"--?[a-z][a-z-]*")


def record(error: BaseException, screen: Screen, arguments: Sequence[str]) -> None:
    """Say what happened, write the log, and with --verbose print it as well."""
    text = describe(error, arguments)
    hint = "Please report it with this log; it holds no text of your documents."
    screen.error(f"internal error ({type(error).__name__})", _write(text) or "no log", hint)
    if screen.verbose:
        print(text, file=sys.stderr)


def describe(error: BaseException, arguments: Sequence[str]) -> str:
    """Versions, the options used, and the frames of the error and of its causes."""
    words = [word.partition("=")[0] for word in arguments]
    options = [word for word in words if OPTION.fullmatch(word)]
    lines = [
        f"toolkit {toolkit.__version__}, Python {platform.python_version()}, {sys.platform}",
        " ".join(["command:", *words[:1], *options]),
    ]
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        lines.append(f"{type(link).__module__}.{type(link).__qualname__}")
        lines += [
            f"  {frame.filename}:{frame.lineno} in {frame.name}: {frame.line}"
            for frame in traceback.extract_tb(link.__traceback__)
        ]
        link = link.__cause__ or link.__context__
    return "\n".join(lines)


def _write(text: str) -> str:
    with contextlib.suppress(OSError):
        name = tempfile.mkstemp(prefix="toolkit-", suffix=".log")[1]
        Path(name).write_text(text + "\n", encoding="utf-8", errors="backslashreplace")
        return name
    return ""
