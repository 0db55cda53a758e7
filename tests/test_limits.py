"""Memory limits and spill folders: honoured, told clearly, and nothing is left lying about."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit import config, limits
from toolkit.errors import BudgetError, ConfigError
from toolkit.limits import LEAST, SpillFolder, machine_memory, memory_bytes, shortage
from toolkit.matching.engine import work_database
from toolkit.store import Store

MANY = "CREATE TABLE many AS SELECT hash(i) AS a, md5(i::VARCHAR) AS b FROM range({}) r(i)"
HOLDER = """
import sys, time
from toolkit.limits import SpillFolder
folder = SpillFolder(sys.argv[1])
(folder.path / "rest.tmp").write_bytes(b"x" * 100)
print("ready", flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize(
    ("amount", "expected"),
    [("4GB", 4 * 10**9), ("512MiB", 512 * 2**20), ("1.5 gb", 15 * 10**8), ("20000000B", LEAST)],
)
def test_amounts(amount: str, expected: int) -> None:
    assert memory_bytes(amount) == expected


def test_shares_are_of_this_machine() -> None:
    assert memory_bytes("") == memory_bytes("50%") == machine_memory() // 2
    assert 10**8 < machine_memory() <= os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def test_a_container_has_what_its_control_group_allows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "memory.max"
    monkeypatch.setattr(limits, "_CGROUPS", (file, tmp_path / "not there"))
    whole = machine_memory()
    file.write_text("max\n")
    assert machine_memory() == whole
    file.write_text("300000000\n")
    assert machine_memory() == 300_000_000
    assert memory_bytes("") == 150_000_000


@pytest.mark.parametrize("amount", ["much", "4", "-4GB", "0GB", "5MB", "4XB", "4GB; SELECT 1"])
def test_a_wrong_amount_is_named_with_what_is_accepted(amount: str) -> None:
    with pytest.raises(ConfigError) as caught:
        config.load(None, {"run.memory_limit": amount})
    assert "run.memory_limit" in caught.value.what
    assert amount in caught.value.what
    assert "4GB" in caught.value.what or "at least 20MB" in caught.value.what


@settings(deadline=None, max_examples=25)
@given(st.integers(20, 10**6), st.sampled_from(["MB", "MiB", "GB", "GiB", "TB"]))
def test_every_database_takes_at_most_half(number: int, unit: str) -> None:
    import duckdb

    folder = SpillFolder()
    options = limits.database_options(1, f"{number}{unit}", folder)
    folder.close()
    with duckdb.connect(":memory:", config=dict(options)) as connection:
        said = connection.sql("SELECT current_setting('memory_limit')").fetchall()[0][0]
    size, unit_said = said.split()
    power = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB"].index(unit_said)
    assert float(size) * 1024**power <= memory_bytes(f"{number}{unit}") / 2


def test_a_store_spills_to_the_given_folder_and_takes_it_away(tmp_path: Path) -> None:
    spill = tmp_path / "spill"
    spill.mkdir()
    with Store.open(":memory:", memory_limit="60MB", threads=1, temp_directory=str(spill)) as store:
        store.rows(MANY.format(1_500_000))
        assert any(path.stat().st_size for path in spill.rglob("*") if path.is_file())
        assert [path.stat().st_mode & 0o77 for path in spill.iterdir()] == [0, 0]
        assert store.value("SELECT count(*) FROM many") == 1_500_000
    assert not list(spill.iterdir())


def test_a_store_that_needs_more_says_so(tmp_path: Path) -> None:
    sql = "SELECT list(md5(i::VARCHAR)) FROM range(5_000_000) r(i)"
    with Store.open(tmp_path / "s.duckdb", memory_limit="40MB", threads=1) as store:
        for ask in (store.rows, store.table):
            with pytest.raises(BudgetError, match=r"more memory than allowed") as caught:
                ask(sql)
            assert caught.value.where == "s.duckdb"
            assert "--memory-limit" in caught.value.hint
        with pytest.raises(BudgetError), store.transaction():
            store.rows(f"CREATE TABLE lists AS {sql}")
        assert store.value("SELECT count(*) FROM documents") == 0, "the store goes on"


@pytest.mark.parametrize("folder", ["missing", "file"])
def test_a_folder_that_cannot_be_used_is_named(tmp_path: Path, folder: str) -> None:
    (tmp_path / "file").write_text("")
    run = config.RunSettings(temp_directory=str(tmp_path / folder))
    with pytest.raises(ConfigError, match="temp_directory"):
        Store.open(temp_directory=run.temp_directory)
    with pytest.raises(ConfigError, match="temp_directory"), work_database(run, "trying"):
        pass


def test_without_any_place_to_write_nothing_spills(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> str:
        raise FileNotFoundError("No usable temporary directory found")

    monkeypatch.setattr(limits.tempfile, "gettempdir", nowhere)
    with Store.open() as store:
        assert store.value("SELECT current_setting('temp_directory')") == ""


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_what_a_killed_process_left_goes_and_what_a_living_one_has_stays(tmp_path: Path) -> None:
    killed, living = (
        subprocess.Popen(
            [sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    )
    try:
        for process in (killed, living):
            assert process.stdout is not None and process.stdout.readline() == "ready\n"
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        assert len(list(tmp_path.glob("*/rest.tmp"))) == 2
        mine = SpillFolder(str(tmp_path))
        assert len(list(tmp_path.glob("*/rest.tmp"))) == 1, "only the living one's"
        assert len(list(tmp_path.iterdir())) == 4, "a folder and its lock for each"
        mine.close()
        assert len(list(tmp_path.iterdir())) == 2
    finally:
        for process in (killed, living):
            process.kill()
            process.communicate()
    SpillFolder(str(tmp_path)).close()
    assert not list(tmp_path.iterdir())


def test_foreign_files_and_links_stay(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept").write_text("kept")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    (temporary / "toolkit-spill-0.lock").symlink_to(outside / "kept")
    (temporary / "toolkit-spill-1.lock").write_text("")
    (temporary / "toolkit-spill-1").symlink_to(outside)
    (temporary / "other.lock").write_text("")
    SpillFolder(str(temporary)).close()
    assert (outside / "kept").read_text() == "kept"
    assert (temporary / "other.lock").exists()
    assert (temporary / "toolkit-spill-0.lock").is_symlink()


def test_a_full_disk_is_told_from_too_little_memory() -> None:
    """A limit on the size of files stands in for the full disk: DuckDB fails to write alike."""
    script = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, 3_000_000))
from toolkit.store import Store
Store.open(memory_limit="60MB", threads=1).rows(MANY)
"""
    done = subprocess.run(
        [sys.executable, "-c", script.replace("MANY", repr(MANY.format(3_000_000)))],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "BudgetError" in done.stderr, done.stderr
    assert "more room than the folder for temporary files has" in done.stderr
    assert shortage(KeyError("x")) == ""
