"""Reads files with native or slow parsers in a process of its own, within time and memory.

A PDF, a page or a Word file may crash its parser, make it run for ever or fill the memory. Then
the process ends, the file is skipped with the reason, and the next one gets a new process. One
process reads file after file; requests and answers are lines of JSON.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from toolkit.config import DocumentSettings
from toolkit.documents.formats import File, Raw, format_of, reader_of
from toolkit.documents.result import Skipped
from toolkit.errors import InputError
from toolkit.types import Zone

GUARDED = frozenset((".pdf", ".docx", ".html", ".htm", ".html.gz", ".htm.gz"))
TAKE_OUT = "take it out, or save it again with another program"


class Guard:
    """A process that reads files; use it as a context. It starts when it is first needed."""

    def __init__(self, settings: DocumentSettings) -> None:
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Guard:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def read(self, file: File) -> list[Raw | Skipped]:
        """What the reader of the file yields. Raises InputError for what it cannot read."""
        process = self._process or self._start()
        assert process.stdin is not None and process.stdout is not None
        late = threading.Event()

        def give_up() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(self._settings.max_seconds, give_up)
        timer.start()
        answer = b""
        try:
            with contextlib.suppress(BrokenPipeError):
                process.stdin.write(_line(asdict(file) | {"path": str(file.path)}))
                process.stdin.flush()
                answer = process.stdout.readline()
        finally:
            timer.cancel()
        if not answer.endswith(b"\n"):
            self._stop()
            raise _failure(late.is_set(), self._settings.max_seconds)
        return _results(json.loads(answer))

    def _start(self) -> subprocess.Popen[bytes]:
        limit = str(self._settings.max_memory)
        # The same modules as here, and none that lie in the folder where this was called.
        package = Path(__file__).resolve().parents[2]
        known = [str(Path(path).absolute()) for path in sys.path if path]
        paths = os.pathsep.join([str(package), *known])
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "toolkit.documents.guard", limit],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": paths},
            )  # fmt: skip
        except OSError as error:
            raise InputError(f"no process to read it in: {error.strerror}") from error
        return self._process

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        for stream in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                if stream is not None:
                    stream.close()
        try:
            process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _failure(late: bool, seconds: float) -> InputError:
    if late:
        hint = "raise documents.max_seconds in the configuration, or take it out"
        return InputError(f"not read within {seconds:g} seconds", hint=hint)
    return InputError("its reader broke down: damaged, hostile or too large", hint=TAKE_OUT)


def _line(value: Any) -> bytes:
    return json.dumps(value, default=str).encode("ascii") + b"\n"


def _results(answer: dict[str, Any]) -> list[Raw | Skipped]:
    if "error" in answer:
        raise InputError(answer["error"], hint=answer["hint"])
    found: list[Raw | Skipped] = []
    for row in answer["rows"]:
        if "what" in row:
            found.append(Skipped(**row))
        else:
            zones = tuple(Zone(*zone.values()) for zone in row.pop("zones"))
            found.append(Raw(**row, zones=zones))
    return found


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answer requests until there are no more. Runs in the process of its own."""
    for line in requests:
        row = json.loads(line)
        file = File(**{**row, "path": Path(row["path"])})
        try:
            rows = [asdict(found) for found in reader_of(format_of(file.name))(file)]
            answer = _line({"rows": rows})
        except InputError as error:
            answer = _line({"error": error.what, "hint": error.hint})
        except MemoryError:
            what = "needs more memory than documents.max_memory"
            answer = _line({"error": what, "hint": TAKE_OUT})
        except Exception as error:  # whatever a hostile file makes a parser do
            what = f"cannot be parsed: {type(error).__name__}"
            answer = _line({"error": what, "hint": TAKE_OUT})
        answers.write(answer)
        answers.flush()


def _limit_memory(size: int) -> None:
    """Where the system can do it; elsewhere only the time is bounded."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (size, size))


if __name__ == "__main__":
    _limit_memory(int(sys.argv[1]))
    own = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # parsers may print
    with contextlib.suppress(KeyboardInterrupt, BrokenPipeError), os.fdopen(own, "wb") as out:
        serve(sys.stdin.buffer, out)
