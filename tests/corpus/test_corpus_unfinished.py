"""A run that fails or is killed leaves the results of the last one, and the next run goes on."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from changing import write as write_changing
from harbour import Made, exported, write
from snapshot import difference, snapshot

import toolkit
from toolkit import StoreError, UsageError
from toolkit.cli import main
from toolkit.store import Store
from toolkit.store.apart import copy_of, unfinished

STAGES = ("mentions", "pairs", "phrases")
KILLS = 3
PLAN = "Norway and Oleksandr Kovalchyk support the plan of the Quay Council.\n"


def stop_at(stage: str, seen: list[str]) -> toolkit.corpus.extraction.Progress:
    def progress(now: str, done: int, total: int) -> None:
        seen.append(now)
        if now == stage:
            raise KeyboardInterrupt

    return progress


def change(made: Made) -> None:
    (made.docs / "south" / "visit.txt").unlink()
    write(made.docs, {"north/plan": PLAN, "south/new": "Denmark met Ivo Brandt in Vienna.\n"})


def interrupt(made: Made, stage: str = "pairs") -> None:
    """A run on changed documents that does not come to its end."""
    change(made)
    with toolkit.open(made.store) as corpus:
        corpus.ingest(made.docs)
        assert corpus.unfinished == "s.duckdb.unfinished"
        with pytest.raises(KeyboardInterrupt):
            corpus.resolve(stop_at(stage, []))


def ids(corpus: toolkit.Corpus) -> list[str]:
    return [row["doc_id"] for row in corpus.documents.to_pylist()]


def look(made: Made, folder: Path) -> dict[str, bytes]:
    with toolkit.open(made.store, read_only=True) as corpus:
        return exported(corpus, folder, page=True)


@pytest.mark.parametrize("stage", STAGES)
def test_results_stay_and_the_next_run_goes_on(made: Made, tmp_path: Path, stage: str) -> None:
    before, held = look(made, tmp_path / "a"), made.store.read_bytes()
    interrupt(made, stage)
    assert look(made, tmp_path / "b") == before and made.store.read_bytes() == held
    seen: list[str] = []
    with toolkit.open(made.store) as corpus:
        corpus.ingest(made.docs)
        corpus.resolve(lambda now, *_: seen.append(now))
        assert corpus.unfinished == ""
        assert [run["number"] for run in corpus.runs()] == [2, 1]
        with toolkit.open() as fresh:
            fresh.ingest(made.docs)
            fresh.resolve()
            assert difference(fresh._store, corpus._store) == ""
    assert ("mentions" in seen) is (stage == "mentions"), "what was read is not read again"
    assert sorted(path.name for path in tmp_path.glob("s.duckdb*")) == ["s.duckdb"]


def test_a_run_in_which_nothing_changed_or_only_settings_did_needs_no_copy(made: Made) -> None:
    for threshold in (1.5, 2.5):
        overrides = {"clustering.threshold": threshold}
        with toolkit.open(made.store, overrides=overrides) as corpus:
            corpus.ingest(made.docs)
            corpus.resolve(lambda *_: None if not unfinished(made.store) else pytest.fail("copied"))
            assert not corpus._store.works_apart


def test_in_one_corpus_half_of_the_documents_is_never_compared(made: Made) -> None:
    with toolkit.open(made.store) as corpus:
        change(made)
        corpus.ingest(made.docs)
        with pytest.raises(UsageError, match="2 documents are new or changed"):
            corpus.compare()


def test_documents_that_were_only_taken_in_come_with_the_next_run(made: Made) -> None:
    with toolkit.open(made.store) as corpus:
        corpus.ingest([toolkit.Document("zz", PLAN, group="north")])
    with toolkit.open(made.store) as corpus:
        assert "zz" not in ids(corpus)
        corpus.resolve()
        assert "zz" in ids(corpus)
        assert corpus.entity("Quay Council").entity_id


def test_judgements_are_kept_at_once_and_reach_the_next_run(made: Made) -> None:
    change(made)
    with toolkit.open(made.store) as corpus:
        corpus.ingest(made.docs)
        corpus.judge("NPA", "Norway", same=False, by="first")  # while work goes on apart
    with toolkit.open(made.store) as corpus:
        assert [j["by"] for j in corpus.judgements()] == ["first"]
        corpus.judge("NPA", "Denmark", same=False, by="second")  # after it was left
    with toolkit.open(made.store) as corpus:
        corpus.resolve()
        assert [j["by"] for j in corpus.judgements()] == ["first", "second"]
        assert corpus.runs()[0]["judgements"] == 2
        assert "south/new" in ids(corpus)


def test_what_was_made_from_other_results_is_not_gone_on_with(made: Made, tmp_path: Path) -> None:
    interrupt(made)
    kept = tmp_path / "kept"
    shutil.copy(copy_of(made.store), kept)
    with toolkit.open(made.store) as corpus:
        corpus.resolve()
    shutil.copy(kept, copy_of(made.store))  # of the results before
    with toolkit.open(made.store) as corpus:
        before = snapshot(corpus._store)
        assert not corpus.resolve().changed
        assert snapshot(corpus._store) == before
    assert not unfinished(made.store)


@pytest.mark.parametrize("content", ["", "text", "cut", "alien"])
def test_a_file_of_that_name_that_is_no_copy_is_taken_away(made: Made, content: str) -> None:
    if content == "alien":
        interrupt(made)
        with Store.open(copy_of(made.store)) as store:
            store.connection.execute("CREATE VIEW v AS SELECT 1")
    else:
        data = made.store.read_bytes()[: 40_000 if content == "cut" else 0]
        copy_of(made.store).write_bytes(data or content.encode())
        change(made)
    with toolkit.open(made.store) as corpus:
        corpus.ingest(made.docs)
        corpus.resolve()
        assert "south/new" in ids(corpus)
    assert not unfinished(made.store)
    with toolkit.open(made.store, read_only=True) as corpus:
        assert len(corpus.runs()) == 2


def test_nobody_else_writes_or_reads_meanwhile(made: Made) -> None:
    change(made)
    command = [sys.executable, "-m", "toolkit", "runs"]
    with toolkit.open(made.store) as corpus:
        corpus.ingest(made.docs)
        for file in (made.store, copy_of(made.store)):
            done = subprocess.run([*command, str(file)], capture_output=True, check=False)
            assert done.returncode == 3 and b"in use by another process" in done.stderr
        corpus.resolve()
    assert subprocess.run([*command, str(made.store)], capture_output=True).returncode == 0


def test_a_link_to_a_store_and_its_permissions_stay(made: Made, tmp_path: Path) -> None:
    real = tmp_path / "elsewhere" / "real.duckdb"
    real.parent.mkdir()
    made.store.rename(real)
    real.chmod(0o640)
    made.store.symlink_to(real)
    change(made)
    with toolkit.open(made.store) as corpus:
        corpus.ingest(made.docs)
        assert copy_of(made.store) == real.with_name("real.duckdb.unfinished")
        corpus.resolve()
    assert made.store.is_symlink() and real.stat().st_mode & 0o777 == 0o640
    with toolkit.open(real, read_only=True) as corpus:
        assert len(corpus.runs()) == 2


def test_no_room_for_a_copy_leaves_the_file(made: Made) -> None:
    change(made)
    held = made.store.read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with toolkit.open(made.store) as corpus:
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(held) // 2, hard))
        try:
            with pytest.raises(StoreError, match="no copy to work on can be made: File too large"):
                corpus.ingest(made.docs)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert corpus.unfinished == "" and corpus.compare().value.actors
    assert made.store.read_bytes() == held and not unfinished(made.store)


def test_the_commands_say_what_stays(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    change(made)
    Path("j.jsonl").write_text('{"left": "NPA", "right": "Norway", "verdict": "perhaps"}\n')
    assert main("resolve docs --store s.duckdb --judgements j.jsonl".split()) == 3
    assert "the results of the last run. What was read" in " ".join(capsys.readouterr().err.split())
    assert main("compare s.duckdb --report r.html".split()) == 0
    assert "the last run of resolve did not end" in capsys.readouterr().err
    assert main("export entities s.duckdb -o e.csv".split()) == 0
    assert "the last run of resolve did not end" in capsys.readouterr().err
    assert main("resolve docs --store s.duckdb".split()) == 0
    assert main("compare s.duckdb --report r.html".split()) == 0
    assert "did not end" not in capsys.readouterr().err


def test_results_are_there_after_any_kill(tmp_path: Path) -> None:
    """Killed while they work apart: the file holds old results or new ones, and the run after that
    ends with what a clean one gives."""
    docs, path = tmp_path / "docs", tmp_path / "s.duckdb"
    write_changing(docs, {f"{'ab'[n % 2]}/d{n}": n for n in range(30)})
    command = [sys.executable, "-m", "toolkit", "resolve", str(docs), "--store", str(path), "-q"]
    assert subprocess.run(command, check=False).returncode in (0, 4)
    first = path.read_bytes()
    with Store.open(path, read_only=True) as store:
        old = snapshot(store)
    write_changing(docs, {f"{'ab'[n % 2]}/d{n}": n + n // 9 for n in range(36)})
    begun = time.monotonic()
    assert subprocess.run(command, check=False).returncode in (0, 4)
    took = time.monotonic() - begun
    with Store.open(path, read_only=True) as store:
        new = snapshot(store)
    killed, left = 0, 0
    for number in range(KILLS):
        path.write_bytes(first)
        process = subprocess.Popen(command)
        while process.poll() is None and not unfinished(path):
            time.sleep(0.005)
        time.sleep(took * 0.5 * number / KILLS)  # 0: the copy is just being made
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
            killed += 1
        process.wait()
        left += unfinished(path)
        with Store.open(path, read_only=True) as store:
            assert snapshot(store) in (old, new), f"kill {number}"
        assert subprocess.run(command, check=False).returncode in (0, 4)
        with Store.open(path, read_only=True) as store:
            assert snapshot(store) == new, f"kill {number}"
        assert not unfinished(path)
    assert killed and left
