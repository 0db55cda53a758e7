"""How much memory the databases may take, and where they put what does not fit.

A run has at most two DuckDB databases at a time, the store and a private one that works on what
was read from it: each may take half of `run.memory_limit`. What Python holds is not limited by it
(docs/how-to/large-corpora.md).
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import uuid
import weakref
from contextlib import suppress
from pathlib import Path

from toolkit.errors import ConfigError

LEAST = 20_000_000  # bytes: with less, DuckDB cannot even open a store
_BINARY = {"": 1, "K": 1024, "M": 1024**2, "G": 1024**3, "T": 1024**4}
_DECIMAL = {"": 1, "K": 1000, "M": 1000**2, "G": 1000**3, "T": 1000**4}
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)\s*(?:(%)|([KMGT]?)(I?)B)", re.IGNORECASE)
_CGROUPS = (  # what a container may take: control groups, version 2 and 1
    Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
)  # fmt: skip
_PREFIX = "toolkit-spill-"
MORE_MEMORY = "Raise --memory-limit, or give a folder with more room with --temp-directory."


def memory_bytes(amount: str) -> int:
    """The bytes of "4GB", "512MiB" or "60%" (of the machine's memory); "" is half of that memory.

    Raises ValueError that says what is accepted.
    """
    if not amount.strip():
        return max(LEAST, machine_memory() // 2)
    found = _AMOUNT.fullmatch(amount.strip())
    if not found:
        raise ValueError(f'{amount!r} is no amount of memory such as "4GB", "512MiB" or "60%"')
    number, share, unit, binary = found.groups()
    size = machine_memory() / 100 if share else (_BINARY if binary else _DECIMAL)[unit.upper()]
    wanted = int(float(number) * size)
    if wanted < LEAST:
        raise ValueError(f"{amount!r} is too little: at least {LEAST // 1_000_000}MB are needed")
    return wanted


def machine_memory() -> int:
    """Bytes of memory that this process may have: of the machine, or of its container."""
    try:
        total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):  # Windows tells it otherwise: a small machine
        total = 4_000_000_000
    for file in _CGROUPS:
        with suppress(OSError, ValueError):
            total = min(total, int(file.read_text()))
    return total


def database_options(threads: int, memory_limit: str, spill: SpillFolder) -> dict[str, str]:
    """How DuckDB has to be opened to keep to the limits; `spill` takes what does not fit."""
    options = {"memory_limit": f"{memory_bytes(memory_limit) // 2000}KB"}
    options["temp_directory"] = str(spill.path or "")
    return options | ({"threads": str(threads)} if threads else {})


def shortage(error: BaseException | None) -> str:
    """What a database was short of, in words that follow "it"; "" where it failed otherwise."""
    kind, text = type(error).__name__, str(error)
    if "duckdb_temp" in text or "offload data block" in text:
        return "needs more room than the folder for temporary files has"
    return "needs more memory than allowed" if kind == "OutOfMemoryException" else ""


class SpillFolder:
    """A private folder for what a database cannot hold in memory; gone when closed.

    A process that is killed cannot remove its folder. So a file that it locks stands beside each,
    and whoever makes a folder first removes those whose lock nobody holds any more. `path` is None
    where no place can be written to and none was asked for: then nothing spills. Raises ConfigError
    where `directory` was given and cannot be used.
    """

    def __init__(self, directory: str = "") -> None:
        self.path: Path | None = None
        try:
            parent = Path(directory or tempfile.gettempdir()).absolute()
            _remove_left_over(parent)
            folder = parent / (_PREFIX + uuid.uuid4().hex)
            lock = _new_lock(folder.with_suffix(".lock"))
            folder.mkdir(mode=0o700)
        except OSError as error:
            if not directory:
                return
            raise ConfigError(
                f"no folder that can be written to ({error.strerror})",
                where="setting 'run.temp_directory'",
                hint="Make the folder, or give another one with --temp-directory.",
            ) from error
        self.path = folder
        self._end = weakref.finalize(self, _remove, folder, lock, os.getpid())

    def close(self) -> None:
        if self.path is not None:
            self._end()


def _new_lock(file: Path) -> int:
    """`file`, new, open, and locked until it is closed or the process ends."""
    while True:
        opened = os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        if _lock(opened) and file.exists():
            return opened
        os.close(opened)  # taken for left over in the moment before it was locked
        file.unlink(missing_ok=True)


def _lock(opened: int) -> bool:
    """Lock an open file; False where another process has it."""
    try:
        import fcntl
    except ImportError:  # Windows, where nobody can remove a file that is open: as good as a lock
        return True
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _remove_left_over(parent: Path) -> None:
    """Folders of processes that ended without removing them; of other people none."""
    for file in sorted(parent.glob(f"{_PREFIX}*.lock")):
        with suppress(OSError):
            if os.name == "nt":
                file.unlink()  # fails while its process lives
                shutil.rmtree(file.with_suffix(""), ignore_errors=True)
            elif file.lstat().st_uid == os.getuid():
                opened = os.open(file, os.O_RDWR | os.O_NOFOLLOW)
                if _lock(opened):
                    _remove(file.with_suffix(""), opened, os.getpid())
                else:
                    os.close(opened)


def _remove(folder: Path, lock: int, owner: int) -> None:
    if os.getpid() != owner:  # a copy of the process that made it
        return
    shutil.rmtree(folder, ignore_errors=True)
    with suppress(OSError):  # by now somebody else may have taken it for left over
        if os.name == "nt":
            os.close(lock)
            folder.with_suffix(".lock").unlink(missing_ok=True)
        else:
            folder.with_suffix(".lock").unlink(missing_ok=True)
            os.close(lock)
