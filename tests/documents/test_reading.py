"""Reading: ids, groups, formats, and everything that can be wrong with an input."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from toolkit.config import DocumentSettings
from toolkit.documents import ReadResult, read
from toolkit.errors import InputError, UsageError

SETTINGS = DocumentSettings()
TEXT = "The council met in Oslo. It was a long meeting."


def make(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def ids(result: ReadResult) -> list[tuple[str, str]]:
    return [(d.document.doc_id, d.document.group) for d in result.documents]


def test_folder_ids_and_groups(tmp_path: Path) -> None:
    docs = make(tmp_path / "docs", {
        "north/n01.txt": TEXT, "north/deep/n02.md": TEXT, "top.v1.txt": TEXT, "notes.xyz": "x",
        ".hidden/a.txt": TEXT, "north/.b.txt": TEXT, "UPPER.TXT": TEXT,
    })  # fmt: skip
    result = read([docs], SETTINGS)
    assert ids(result) == [
        ("UPPER", "docs"), ("north/deep/n02", "north"), ("north/n01", "north"), ("top.v1", "docs"),
    ]  # fmt: skip
    assert {d.root for d in result.documents} == {"docs"}
    assert result.documents[2].document.source == "north/n01.txt"
    assert result.skipped == () and result.warnings == ()
    assert [len(d.sentences) for d in result.documents] == [2, 2, 2, 2]
    by_file = read([docs], SETTINGS, "file")
    assert ("north/n01", "north/n01") in ids(by_file)
    assert {group for _, group in ids(read([docs], SETTINGS, "field"))} == {"all"}


def test_two_given_folders_are_two_groups(tmp_path: Path) -> None:
    north = make(tmp_path / "north", {"n01.txt": TEXT, "deep/n02.txt": TEXT})
    south = make(tmp_path / "south", {"s01.txt": TEXT})
    single = make(tmp_path, {"one.txt": TEXT}) / "one.txt"
    assert ids(read([south, north, single], SETTINGS)) == [
        ("deep/n02", "deep"), ("n01", "north"), ("one", "all"), ("s01", "south"),
    ]  # fmt: skip


def test_a_relative_folder_gets_its_own_name_as_root(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path / "docs", {"a.txt": TEXT})
    monkeypatch.chdir(tmp_path / "docs")
    assert read([Path()], SETTINGS).documents[0].root == "docs"


def test_newlines_stay_and_the_mark_goes(tmp_path: Path) -> None:
    docs = make(tmp_path, {"a.txt": b"\xef\xbb\xbfOne.\r\nTwo.\rThree.\n"})
    assert read([docs], SETTINGS).documents[0].document.text == "One.\r\nTwo.\rThree.\n"


def test_other_encodings_are_guessed_and_said(tmp_path: Path) -> None:
    text = "Der Rat hat die Pläne für die Länder geprüft und wird darüber im März beschließen."
    docs = make(tmp_path, {"a.txt": text.encode("cp1252"), "b.txt": text.encode("utf-16")})
    result = read([docs], SETTINGS)
    assert [d.document.text for d in result.documents] == [text, text]
    assert len(result.warnings) == 1 and "a.txt: not UTF-8, read as" in result.warnings[0]


def test_broken_files_are_skipped_and_listed(tmp_path: Path) -> None:
    docs = make(tmp_path / "docs", {
        "good.txt": TEXT, "binary.txt": b"ab\0cd", "empty.txt": "  \n",
        "damaged.txt": "Pläne für Länder ".encode() + b"\xe4 und mehr",
        "large.txt": "x " * 300, "page.html": "<html><body></body></html>",
    })  # fmt: skip
    (docs / "folder.txt").mkdir()
    (docs / "dangling.txt").symlink_to(docs / "nowhere")
    os.mkfifo(docs / "pipe.txt")
    result = read([docs], DocumentSettings(max_bytes=500))
    assert ids(result) == [("good", "docs")]
    said = {s.where.removeprefix("docs/"): s.what for s in result.skipped}
    assert set(said) == {
        "binary.txt", "damaged.txt", "dangling.txt", "empty.txt", "large.txt", "page.html",
        "pipe.txt",
    }  # fmt: skip
    assert "at byte 2" in said["binary.txt"]
    assert said["damaged.txt"] == "damaged UTF-8, at byte 20"
    assert "not a regular file" in said["pipe.txt"]


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    make(tmp_path / "other", {"secret.txt": TEXT})
    docs = make(tmp_path / "docs", {"a.txt": TEXT})
    (docs / "link.txt").symlink_to(tmp_path / "other" / "secret.txt")
    (docs / "folder").symlink_to(tmp_path / "other")
    (docs / "inside.txt").symlink_to(docs / "a.txt")
    result = read([docs], SETTINGS)
    assert [doc_id for doc_id, _ in ids(result)] == ["a", "inside"]
    assert [s.where for s in result.skipped] == ["docs/folder", "docs/link.txt"]
    assert all("link out" in s.what for s in result.skipped)


def test_two_files_with_one_id_are_named(tmp_path: Path) -> None:
    docs = make(tmp_path / "docs", {"a.txt": TEXT, "a.md": TEXT})
    with pytest.raises(InputError, match=r"docs/a\.md and docs/a\.txt"):
        read([docs], SETTINGS)


@pytest.mark.parametrize("content", [{}, {"a.pdf": b"x"}, {"a.txt": b"\0"}])
def test_no_documents_at_all(tmp_path: Path, content: dict[str, bytes]) -> None:
    (tmp_path / "docs").mkdir()
    with pytest.raises(InputError, match="no documents found") as caught:
        read([make(tmp_path / "docs", dict(content))], SETTINGS)
    assert ".txt" in caught.value.hint and caught.value.exit_code == 3


def test_missing_and_unknown_inputs(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read([tmp_path / "nowhere"], SETTINGS)
    make(tmp_path, {"a.xyz": TEXT})
    with pytest.raises(InputError, match="unknown format"):
        read([tmp_path / "a.xyz"], SETTINGS)
    with pytest.raises(UsageError):
        read([tmp_path], SETTINGS, "moon")


def test_hostile_file_names(tmp_path: Path) -> None:
    name = "a\n<script>alert(1)<script>\x1b[31m"
    docs = make(tmp_path / "docs", {f"{name}.txt": TEXT, f"{name}2.txt": b"\0"})
    (docs / os.fsdecode(b"caf\xe9.txt")).write_text(TEXT)
    result = read([docs], SETTINGS)
    assert ids(result) == [(name, "docs")]
    assert all(s.where.isprintable() for s in result.skipped)
    assert {s.what.split(":")[0] for s in result.skipped} == {
        "a NUL byte", "the file name is not UTF-8",
    }  # fmt: skip


def test_jsonl_bad_lines_are_listed_and_the_rest_is_read(tmp_path: Path) -> None:
    rows: list[object] = [
        {"doc_id": "x/1", "text": TEXT, "group": "north", "date": "2025-05-12T10:00",
         "lang": "en-GB", "publisher": "Agency", "title": "A plan", "source": "somewhere"},
        {"doc_id": 7, "text": TEXT, "date": "May"}, {"text": TEXT}, {"doc_id": "b"}, [1],
        {"doc_id": "c", "text": "a\0b"}, {"doc_id": "d", "text": "\ud800"},
        {"doc_id": "e", "text": TEXT, "group": ["a"]},
    ]  # fmt: skip
    lines = [json.dumps(row) for row in rows] + ["{broken", "[" * 100_000, ""]
    path = tmp_path / "docs.jsonl"
    path.write_bytes("\n".join(lines).encode() + b"\xff\xfe\n")
    result = read([path], SETTINGS)
    assert ids(result) == [("7", "all"), ("x/1", "north")]
    assert [s.where for s in result.skipped] == [f"docs.jsonl:{n}" for n in range(3, 12)]
    document = result.documents[1].document
    assert (document.date, document.lang, document.title) == ("2025-05-12", "en", "A plan")
    assert (document.publisher, document.source) == ("Agency", "somewhere")
    assert result.warnings == ("docs.jsonl:2: the date 'May' is not ISO, left out",)


def test_jsonl_long_lines_and_equal_ids(tmp_path: Path) -> None:
    row = json.dumps({"doc_id": "a", "text": TEXT})
    long = json.dumps({"doc_id": "b", "text": TEXT * 100})
    path = tmp_path / "docs.jsonl"
    path.write_text(f"{long}\n{row}\n")
    result = read([path], DocumentSettings(max_bytes=200))
    assert ids(result) == [("a", "all")] and result.skipped[0].where == "docs.jsonl:1"
    path.write_text(f"{row}\n{row}\n")
    with pytest.raises(InputError, match=r"docs\.jsonl:1 and docs\.jsonl:2"):
        read([path], SETTINGS)


def test_a_table_of_mentions_is_no_table_of_documents(tmp_path: Path) -> None:
    docs = make(tmp_path, {
        "a.txt": TEXT,
        "m.jsonl": json.dumps({"doc_id": "a", "start": 0, "end": 3, "text": "The"}),
        "m.csv": "doc_id,start,end,text\na,0,3,The\n",
    })  # fmt: skip
    result = read([docs], SETTINGS)
    assert ids(result) == [("a", tmp_path.name)]
    assert [s.where.split("/")[-1] for s in result.skipped] == ["m.csv", "m.jsonl"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv(tmp_path: Path, delimiter: str) -> None:
    long = "word " * 50_000
    rows = [["doc_id", "text", "group"], ["a", f'"{long}\nsecond ""line"""', "g1"], ["b", TEXT, ""],
            ["", TEXT, "g2"]]  # fmt: skip
    path = tmp_path / "docs.csv"
    path.write_text("\n".join(delimiter.join(row) for row in rows), newline="")
    result = read([path], SETTINGS)
    assert ids(result) == [("a", "g1"), ("b", "all")]
    assert result.documents[0].document.text == f'{long}\nsecond "line"'
    assert [s.where for s in result.skipped] == ["docs.csv:5"]


def test_csv_without_the_needed_columns(tmp_path: Path) -> None:
    docs = make(tmp_path, {"a.txt": TEXT, "b.csv": "name,words\nx,y\n"})
    (skipped,) = read([docs], SETTINGS).skipped
    assert "'text'" in skipped.what
    assert "name, words" in skipped.hint


def test_documents_of_a_csv_without_ids_are_called_by_their_lines(tmp_path: Path) -> None:
    rows = f'title,text\nOne,"{TEXT}\nmore"\nTwo,{TEXT}\n'
    lines = TEXT.count("\n")
    docs = make(tmp_path, {"press/east.csv": rows})
    second = 4 + lines  # a row is named by its first line
    assert [d.document.doc_id for d in read([docs], SETTINGS).documents] == [
        "press/east:2", f"press/east:{second}",
    ]  # fmt: skip


def test_markdown_front_matter_and_title(tmp_path: Path) -> None:
    text = "---\ntitle: 'The plan'\ngroup: south\ndate: 2024-02-01\nlang: en\n---\n\n" + TEXT
    docs = make(tmp_path / "docs", {"north/a.md": text, "b.md": f"Lead\n\n# The heading\n\n{TEXT}"})
    by_field = read([docs], SETTINGS, "field")
    assert ids(by_field) == [("b", "all"), ("north/a", "south")]
    document = by_field.documents[1].document
    assert (document.title, document.date) == ("The plan", "2024-02-01")
    assert document.text == text and document.zones[0].kind == "front_matter"
    assert by_field.documents[0].document.title == "The heading"
    assert ("north/a", "north") in ids(read([docs], SETTINGS))


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Brussels, 12 May 2025", "2025-05-12"), ("Published: 2025-05-12", "2025-05-12"),
        ("May 3, 2024", "2024-05-03"), ("Berlin, 3. März 2023", "2023-03-03"),
        ("Warszawa, 5 maja 2024 r.", "2024-05-05"), ("le 1er juillet 2020", ""),
        ("31 February 2024", ""), ("The forum was held on 24 June 2025 in Oslo", ""),
        ("12/05/2025", ""), ("Published on 4 June 2024, 10:30", "2024-06-04"),
    ],
)  # fmt: skip
def test_dates_come_from_date_lines_only(tmp_path: Path, line: str, date: str) -> None:
    docs = make(tmp_path, {"a.txt": f"A plan for the harbour\n{line}\n\n{TEXT}"})
    document = read([docs], SETTINGS).documents[0].document
    assert (document.title, document.date) == ("A plan for the harbour", date)


def test_html_pages(tmp_path: Path) -> None:
    body = "".join(f"<p>{TEXT} Paragraph {n} of the page says more.</p>" for n in range(5))
    page = (
        "<html lang='en'><head><title>The plan</title><meta property='og:title' content='The plan'>"
        "<meta property='og:site_name' content='Harbour Agency'>"
        "<meta property='article:published_time' content='2024-03-05T10:00:00Z'></head>"
        f"<body><nav><a href='/'>Home</a></nav><article><h1>The plan</h1>{body}</article>"
        "<script>alert(1)</script></body></html>"
    )
    docs = make(tmp_path / "docs", {"a.html": page, "b.htm": "<" * 50_000, "c.txt": TEXT})
    result = read([docs], SETTINGS)
    document = result.documents[0].document
    assert (document.doc_id, document.title) == ("a", "The plan")
    assert (document.date, document.publisher, document.lang) == (
        "2024-03-05", "Harbour Agency", "en",
    )  # fmt: skip
    assert "Paragraph 4" in document.text and "alert" not in document.text
    assert [s.where for s in result.skipped] == ["docs/b.htm"]
