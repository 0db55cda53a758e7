"""Files that are given beside the documents: settings, models, codebooks, decisions, mentions.

People send them to one another. So each is read within a limit, and only where it is a file: a
device never ends, and a named pipe may never begin. A pipe of the shell (`<(...)`) is fine.
"""

from __future__ import annotations

import codecs
import errno
import json
import os
import stat
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from toolkit.errors import InputError

SETTINGS = 1_000_000  # bytes of a configuration
CODEBOOK = 1_000_000  # of a codebook in YAML, which is read slowly
WEIGHTS = 5_000_000  # of a model, of a codebook in a table, of a pack of names
DECISIONS = 200_000_000  # of judgements, of answers
TABLES = 2_000_000_000  # of mentions, gold, pairs
_SHELL = ("/dev/fd/", "/dev/stdin", "/proc/self/fd/")


def read_side_file(path: Path | Traversable, most: int) -> bytes:
    """The content of a file. Raises OSError, also for what is no file or has more bytes than
    `most`; its `strerror` says so in words."""
    if not isinstance(path, Path):
        return path.read_bytes()  # our own, perhaps inside an archive
    piped = str(path).startswith(_SHELL)
    opened = os.open(path, os.O_RDONLY if piped else os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(opened, "rb") as stream:
        mode = os.fstat(opened).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, "a folder, no file", str(path))
        if not stat.S_ISREG(mode) and not (piped and stat.S_ISFIFO(mode)):
            raise OSError(errno.EINVAL, "not a regular file", str(path))
        data = stream.read(most + 1)
    if len(data) > most:
        raise OSError(errno.EFBIG, f"larger than {most:,} bytes", str(path))
    return data


def read_lines(path: Path, most: int) -> Iterator[tuple[str, bytes]]:
    """As `numbered_lines`, with where each stands ("mentions.jsonl:3")."""
    for number, line in numbered_lines(path, most):
        yield f"{path.name}:{number}", line


def numbered_lines(path: Path, most: int) -> Iterator[tuple[int, bytes]]:
    """Number, from 1, and bytes of every line that is not blank, without a byte order mark. Raises
    InputError where the file cannot be read."""
    try:
        data = read_side_file(path, most).removeprefix(codecs.BOM_UTF8)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=path.name) from error
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.strip():
            yield number, line


def parse_json(text: str | bytes) -> Any:
    """The value of a JSON text in UTF-8. Raises ValueError, also for what is nested too deep."""
    try:
        return json.loads(text.decode("utf-8") if isinstance(text, bytes) else text)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
