"""No file stops the others: each is read or listed with its reason, within time and memory."""

from __future__ import annotations

import os
import resource
import time
from pathlib import Path

import pytest
from hostile_files import PAGE, TEXT, broken, read_all_the_same, skipped

from toolkit.config import DocumentSettings
from toolkit.documents import ReadResult, read
from toolkit.documents.formats import File
from toolkit.documents.guard import Guard
from toolkit.errors import InputError

MEMORY = 1_500_000  # kilobytes, this process with all that the tests hold


def write(folder: Path, files: dict[str, bytes]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def check_offsets(result: ReadResult) -> None:
    """Zones and sentences lie in the text, in order, and every sign is in one sentence."""
    for loaded in result.documents:
        text = loaded.document.text
        text.encode("utf-8")
        covered = [False] * len(text) if len(text) < 100_000 else []
        end = 0
        for sentence in loaded.sentences:
            assert end <= sentence.start < sentence.end <= len(text)
            end = sentence.end
            if covered:
                covered[sentence.start : sentence.end] = [True] * (sentence.end - sentence.start)
        assert all(c or text[i].isspace() for i, c in enumerate(covered))
        end = 0
        for zone in loaded.document.zones:
            assert end <= zone.start < zone.end <= len(text)
            end = zone.end


def test_each_is_listed_with_its_reason_and_the_good_one_is_read(tmp_path: Path) -> None:
    files = skipped()
    docs = write(tmp_path / "docs", {name: content for name, (content, _) in files.items()})
    (docs / "good.txt").write_text(TEXT)
    (docs / "folder.pdf").mkdir()
    (docs / "out.pdf").symlink_to("/etc/hostname")
    (docs / "nowhere.docx").symlink_to(docs / "gone")
    os.mkfifo(docs / "pipe.pdf")
    result = read([docs], DocumentSettings())
    assert [d.document.doc_id for d in result.documents] == ["good"]
    said = {s.where.removeprefix("docs/").partition(":")[0]: s for s in result.skipped}
    others = {"out.pdf": "a link out", "nowhere.docx": "cannot be read", "pipe.pdf": "not a reg"}
    assert set(said) == set(files) | set(others)
    for name, reason in {**{n: why for n, (_, why) in files.items()}, **others}.items():
        assert reason in said[name].what, f"{name}: {said[name]}"
    assert all(s.where.isprintable() and str(tmp_path) not in str(s) for s in result.skipped)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < MEMORY


def test_odd_files_are_read(tmp_path: Path) -> None:
    docs = write(tmp_path / "docs", read_all_the_same())
    result = read([docs], DocumentSettings())
    names = [d.document.doc_id for d in result.documents]
    assert names == ["bidi", "breaks", "feeds", "j", "line", "repaired", "script", "tags"]
    assert [s.where for s in result.skipped] == [f"docs/lines.jsonl:{n}" for n in (2, 3, 4)]
    check_offsets(result)


def test_damaged_pdfs_are_read_or_skipped(tmp_path: Path) -> None:
    files = {f"{seed:03}.pdf": broken(seed) for seed in range(150)}
    docs = write(tmp_path / "docs", files | {"good.txt": TEXT.encode()})
    result = read([docs], DocumentSettings())
    assert len(result.documents) + len(result.skipped) == len(files) + 1
    check_offsets(result)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("import time; time.sleep(60)", "not read within 6 seconds"),
        ("import os; os.abort()", "broke down"),
        ("bytearray(10**10)", "more memory"),
        ("raise RecursionError", "cannot be parsed: RecursionError"),
    ],
)
def test_a_parser_that_hangs_or_crashes_costs_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, said: str
) -> None:
    """pdfium is replaced by a module that does what a parser may do to us."""
    (tmp_path / "pypdfium2.py").write_text(f"class PdfiumError(Exception): pass\n{source}\n")
    (tmp_path / "a.pdf").write_bytes(PAGE)
    (tmp_path / "b.html").write_text(f"<html><body><article><p>{TEXT}</p></article></body></html>")
    monkeypatch.syspath_prepend(str(tmp_path))
    began = time.monotonic()
    result = read([tmp_path], DocumentSettings(max_seconds=6 if "sleep" in source else 30))
    assert [d.document.doc_id for d in result.documents] == ["b"]
    assert said in result.skipped[0].what and time.monotonic() - began < 30


def test_a_guard_reads_on_after_a_failure(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"no")
    (tmp_path / "b.pdf").write_bytes(PAGE)

    def file(name: str) -> File:
        return File(tmp_path / name, name, "docs", 1_000_000)

    with Guard(DocumentSettings()) as guard:
        with pytest.raises(InputError, match="no PDF"):
            guard.read(file("a.pdf"))
        assert len(guard.read(file("b.pdf"))) == 1


def test_limits_of_the_configuration_hold(tmp_path: Path) -> None:
    lines = b"".join(b'{"doc_id":"%d","text":"y"}\n' % n for n in range(90))
    write(tmp_path, {"a.pdf": PAGE, "b.txt": TEXT.encode(), "c.jsonl": lines})
    small = DocumentSettings(max_bytes=100, max_total_bytes=400)
    result = read([tmp_path], small)
    said = [s.what for s in result.skipped]
    assert any("larger than 400 bytes" in what for what in said)
    assert any("the rest is left out" in what for what in said)
