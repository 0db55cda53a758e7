"""Whatever comes in: a documented exit code, no traceback, a reason, and all else is processed."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile_files import TEXT
from hostile_inputs import Input, documents
from hostile_situations import Situation, situations

from toolkit.cli import main
from toolkit.config import DocumentSettings
from toolkit.documents import read
from toolkit.store import Store

DOCUMENTS, SITUATIONS = documents(), situations()
QUICK = DocumentSettings(max_seconds=5)
GOOD = f"{TEXT} Norway and the Baltic Port Authority (BPA) met Maria Lindqvist."
# Large and good: their reading is tested, resolving them would only take long.
LARGE = ("line.txt", "field.csv", "one_word.txt", "lines.jsonl", "runs.docx")


def names(cases: list[Input] | list[Situation]) -> list[str]:
    return [ascii(case.name)[:60] for case in cases]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("base")
    (folder / "docs").mkdir()
    (folder / "docs" / "good_one.txt").write_text(GOOD)
    assert main(["resolve", str(folder / "docs"), "--store", str(folder / "s.duckdb"), "-q"]) == 0
    return folder


@pytest.fixture
def place(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of its own with the documents and the store of `base`; its log of errors too."""
    folder = tmp_path / "here"
    shutil.copytree(base, folder)
    monkeypatch.chdir(folder)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for name in [name for name in os.environ if name.startswith("TOOLKIT_")]:
        monkeypatch.delenv(name)
    yield folder


def test_there_are_more_than_sixty() -> None:
    assert len({case.name for case in DOCUMENTS}) > 60 and len(SITUATIONS) > 60


@pytest.mark.parametrize("case", DOCUMENTS, ids=names(DOCUMENTS))
def test_a_document_is_read_or_listed_with_its_reason(tmp_path: Path, case: Input) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "good_one.txt").write_text(GOOD)
    case.make(docs / case.name)
    result = read([docs], QUICK)
    found = {loaded.document.doc_id: loaded.document.text for loaded in result.documents}
    assert found.pop("good_one") == GOOD
    said = [str(s) for s in result.skipped]
    assert all(line.isprintable() and str(tmp_path) not in line for line in said)
    if case.reason and case.reason != "-":
        assert any(case.reason in line for line in said), said
        assert bool(found) is case.lines or case.name == "array.jsonl"
    elif case.name.startswith("..") or case.reason:
        assert not found and not said  # a hidden file, a folder
    else:
        assert found and not said
    hostname = Path("/etc/hostname")
    if case.name == "outside.html" and hostname.is_file():
        assert hostname.read_text().strip() not in found["outside"].split()[-1]


def test_all_of_them_in_one_folder(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    docs = place / "docs"
    for number, case in enumerate(c for c in DOCUMENTS if c.name not in LARGE):
        case.make(docs / case.name)
        if number % 10 == 0:
            (docs / f"good_{number:03}.txt").write_text(GOOD)
    (place / "c.toml").write_text("[documents]\nmax_seconds = 5\n")
    before = sorted(path.name for path in place.parent.iterdir())
    code = main("resolve docs --store new.duckdb --config c.toml --threads 1 --json".split())
    out, err = capsys.readouterr()
    assert code == 4, err
    assert "Traceback" not in err and "internal error" not in err
    assert "\x1b" not in err + out and "\u202e" not in err + out
    told = "\n".join(json.loads(out)["warnings"])
    for case in DOCUMENTS:
        if case.reason not in ("", "-") and case.name not in LARGE and case.name.isprintable():
            assert f"docs/{case.name}" in told, case.name
    with Store.open("new.duckdb", read_only=True) as store:
        good = "SELECT count(*) FROM documents WHERE text = ? AND doc_id LIKE 'good%'"
        assert store.value(good, [GOOD]) == len(list(docs.glob("good_???.txt"))) > 9
        assert store.value("SELECT count(*) FROM mentions WHERE doc_id = 'good_010'") > 0
    assert main("compare new.duckdb --report r.html -q".split()) == 0
    assert main("export mentions new.duckdb -o m.csv -q".split()) == 0
    page = (place / "r.html").read_text(encoding="utf-8")
    assert "\x1b" not in page
    # nothing was written anywhere but where it was asked for
    assert sorted(path.name for path in place.parent.iterdir()) == before
    assert {path.name for path in place.iterdir()} == {
        "docs", "s.duckdb", "new.duckdb", "c.toml", "r.html", "m.csv",
    }  # fmt: skip


@pytest.mark.parametrize("case", SITUATIONS, ids=names(SITUATIONS))
def test_a_command_ends_in_its_code(
    place: Path, capsys: pytest.CaptureFixture[str], case: Situation
) -> None:
    for name, content in case.files.items():
        path = place / name
        path.parent.mkdir(exist_ok=True)
        if callable(content):
            content(path)
        else:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
    kept = (place / "s.duckdb").read_bytes()
    code = main(case.command.split(" "))
    out, err = capsys.readouterr()
    assert code == case.code, err
    assert case.said in out + err
    assert "Traceback" not in err and "\x1b" not in out + err
    assert not (place / "evil").exists()
    if not case.command.startswith(("review", "judge")):
        assert (place / "s.duckdb").read_bytes() == kept
