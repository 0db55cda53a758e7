"""Saving, showing, and the words for numbers."""

from __future__ import annotations

from pathlib import Path

import pytest
import sample
from page_tree import parse

from toolkit.config import ReportSettings
from toolkit.errors import InputError, UsageError
from toolkit.report import Report, render
from toolkit.report.wording import joined, percent, plural, shorten, signed, utf16


def test_save_writes_the_page_and_leaves_nothing_else(tmp_path: Path) -> None:
    report = render(sample.two_groups(), ReportSettings())
    path = report.save(tmp_path / "reports" / "page.html")
    assert path.read_bytes() == report.html.encode()
    assert [p.name for p in path.parent.iterdir()] == ["page.html"]
    assert Report("<p>new").save(str(path)).read_text() == "<p>new"


def test_save_makes_one_folder_not_two(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="neither this folder"):
        Report("x").save(tmp_path / "a" / "b" / "page.html")
    assert not (tmp_path / "a").exists()


def test_save_refuses_a_folder_and_a_file_in_the_way(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a folder"):
        Report("x").save(tmp_path)
    (tmp_path / "file").write_text("kept")
    with pytest.raises(InputError, match="cannot be written"):
        Report("x").save(tmp_path / "file" / "page.html")
    assert (tmp_path / "file").read_text() == "kept"


def test_a_failed_save_keeps_the_old_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = Report("old").save(tmp_path / "page.html")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(InputError, match="No space left"):
        Report("new").save(path)
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["page.html"]


def test_show_puts_the_page_into_a_closed_frame() -> None:
    report = render(sample.hostile(), ReportSettings())
    frame = parse(report.show(height=420)._repr_html_()).one("iframe")
    assert frame.attributes["sandbox"] == "allow-scripts allow-downloads"
    assert frame.attributes["srcdoc"] == report.html
    assert frame.attributes["height"] == "420" and frame.attributes["title"]


def test_a_report_in_a_notebook_is_its_summary() -> None:
    report = render(sample.two_groups(), ReportSettings())
    assert report._repr_html_() == report.summary and "<table>" in report.summary
    assert " KB" in repr(report)


def test_numbers_in_words() -> None:
    assert [signed(v) for v in (1.25, -2.0, 0.04, -0.04)] == ["+1.2", "−2.0", "0.0", "0.0"]
    assert [percent(v) for v in (0, 0.004, 0.17, 1)] == ["0%", "0.4%", "17%", "100%"]
    assert plural(1, "document") == "1 document" and plural(1200, "word") == "1,200 words"
    assert joined(["a"]) == "a" and joined(["a", "b", "c"]) == "a, b and c"
    assert shorten("abcdef", 4) == "abc…" and shorten("abcd", 4) == "abcd"
    assert utf16("a🙂") == 3
