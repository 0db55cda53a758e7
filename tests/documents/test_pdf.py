"""PDFs: reading order, paragraphs, cut words, what comes back on every page, metadata."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_files import Line, column, pdf

from toolkit.config import DocumentSettings
from toolkit.documents import page_of, read
from toolkit.documents.result import Loaded
from toolkit.documents.sentences import split_sentences

WORDS = (
    "The council of the harbour met in Oslo on Monday and agreed on a plan for the coming year "
    "that all members will put before their own boards until the end of the month of May and then "
    "vote on it again when the ministers of the region come together for their meeting in autumn"
).split()


def wrapped(words: list[str], width: int) -> list[str]:
    lines = [""]
    for word in words:
        if len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def load(tmp_path: Path, data: bytes, **settings: float) -> Loaded:
    (tmp_path / "a.pdf").write_bytes(data)
    result = read([tmp_path / "a.pdf"], DocumentSettings(**settings))  # type: ignore[arg-type]
    assert len(result.documents) == 1
    return result.documents[0]


def zones(loaded: Loaded) -> list[tuple[str, str]]:
    text = loaded.document.text
    return [(z.kind, text[z.start : z.end].strip()) for z in loaded.document.zones]


def test_lines_that_run_on_are_joined_and_gaps_are_kept(tmp_path: Path) -> None:
    lines = wrapped(WORDS, 80)
    page = [*column(["A plan for the harbour"], size=18), *column(lines, top=720),
            *column(["A second paragraph stands here."], top=600)]  # fmt: skip
    found = load(tmp_path, pdf([page]))
    assert found.document.text == (
        f"A plan for the harbour\n\n{' '.join(WORDS)}\n\nA second paragraph stands here.\n"
    )
    assert found.document.title == "A plan for the harbour"
    assert [found.document.text[s.start : s.end] for s in found.sentences][1] == " ".join(WORDS)


@pytest.mark.parametrize("by_row", [False, True], ids=["column by column", "row by row"])
def test_two_columns_are_read_one_after_the_other(tmp_path: Path, by_row: bool) -> None:
    left = column([f"left {line}" for line in wrapped(WORDS, 38)], size=9)
    right = column([f"right {line}" for line in wrapped(WORDS, 38)], left=320, size=9)
    body = [line for pair in zip(left, right, strict=True) for line in pair]
    title: list[Line] = [(72, 800, 16, "A headline that runs over both of the two columns")]
    text = load(tmp_path, pdf([title + (body if by_row else left + right)])).document.text
    assert text.startswith("A headline that runs over both of the two columns\n\nleft The")
    assert text.index("right The") > text.rindex("left ")


def test_a_table_is_read_row_by_row(tmp_path: Path) -> None:
    rows = [("Norway", "12", "3"), ("Denmark", "140", "27"), ("Latvia", "9", "1"),
            ("Estonia", "15", "4"), ("Sweden", "88", "19")]  # fmt: skip
    page = [(left, 700 - 20 * n, 11, cell) for n, row in enumerate(rows)
            for left, cell in zip((72, 250, 420), row, strict=True)]  # fmt: skip
    text = load(tmp_path, pdf([page])).document.text
    assert [line for line in text.split("\n") if line] == [" | ".join(row) for row in rows]


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (["The ministers spoke of cooper-", "ation in the region."], "of cooperation in"),
        (["The long-term plan of the long-", "term council was read."], "the long-term council"),
        (["They met at the Anglo-", "American club in Oslo."], "the Anglo-American club"),
        (["It is the EU-", "wide scheme of the council."], "the EU-wide scheme"),
        (["All the trade and border questions of cross-", "border trade, of cross and border."],
         "of cross-border trade"),
    ],
)  # fmt: skip
def test_words_cut_at_the_end_of_a_line(tmp_path: Path, lines: list[str], whole: str) -> None:
    assert whole in load(tmp_path, pdf([column(lines)])).document.text


def running_pages() -> list[list[Line]]:
    pages = []
    for number in range(1, 4):
        words = " ".join(f"{word}{'' if n % 7 else number}" for n, word in enumerate(WORDS))
        body = wrapped(words.split(), 80)
        head = [(72.0, 810.0, 8.0, "Harbour Council Annual Report 2024")]
        foot = [(290.0, 30.0, 8.0, f"Page {number} of 3")]
        pages.append([*head, *column(body), *foot])
    return pages


def test_what_comes_back_on_every_page_is_a_zone(tmp_path: Path) -> None:
    found = load(tmp_path, pdf(running_pages()))
    head = ("page_header", "Harbour Council Annual Report 2024")
    assert zones(found) == [
        entry for n in (1, 2, 3) for entry in (head, ("page_number", f"Page {n} of 3"))
    ]
    body = [s for s in found.sentences if s.zone == "body"]
    text = found.document.text
    assert all("Annual Report" not in text[s.start : s.end] for s in body)


def test_a_sentence_runs_over_the_page_and_pages_are_known(tmp_path: Path) -> None:
    text = load(tmp_path, pdf(running_pages())).document.text
    assert "meeting in\fThe2 council" not in text  # a capital begins a new paragraph
    pages = [column(["They spoke of the har-"], top=60), column(["bour and went home."])]
    text = load(tmp_path, pdf(pages)).document.text
    assert text == "They spoke of the harbour\fand went home.\n"
    assert page_of(text, text.index("They")) == 1 and page_of(text, text.index("went")) == 2
    assert page_of("no pages", 3) == 0


def test_a_raised_number_is_a_footnote_and_no_part_of_the_word(tmp_path: Path) -> None:
    page = [(72, 700, 11, "The council met in Oslo."), (199, 705, 6, "3"),
            (205, 700, 11, " It went well.")]  # fmt: skip
    text = load(tmp_path, pdf([page])).document.text
    assert text == "The council met in Oslo.[3] It went well.\n"
    assert len(split_sentences(text, (), "en")) == 2


def test_metadata(tmp_path: Path) -> None:
    lines = column([*wrapped(WORDS, 80)])
    info = {"Title": "A plan", "CreationDate": "D:20240312101500Z"}
    one = load(tmp_path, pdf([lines], info, "/Lang (nb-NO)")).document
    assert (one.title, one.date, one.lang) == ("A plan", "2024-03-12", "nb")
    dated = [(72.0, 800.0, 11.0, "Oslo, 12 May 2025"), *lines]
    junk = {"Title": "Microsoft Word - draft3.docx", "CreationDate": "D:20240312101500Z"}
    two = load(tmp_path, pdf([dated], junk)).document
    assert two.date == "2025-05-12" and "draft" not in two.title


def test_xmp_tells_the_publisher(tmp_path: Path) -> None:
    packet = (
        b'<?xpacket begin="" id="x"?><x xmlns:dc="http://purl.org/dc/elements/1.1/" '
        b'xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><dc:format>application/pdf'
        b"</dc:format><dc:publisher><r:Bag><r:li>Harbour Council</r:li></r:Bag></dc:publisher>"
        b'</x><?xpacket end="r"?>'
    )
    stream = b"<< /Type /Metadata /Subtype /XML /Length %d >>\nstream\n%s\nendstream"
    made = pdf([column(["A text of a few words."])], objects=[stream % (len(packet), packet)])
    assert load(tmp_path, made).document.publisher == "Harbour Council"


def test_pages_without_text(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("The council met in Oslo.")
    (tmp_path / "scan.pdf").write_bytes(pdf([[], []]))
    (tmp_path / "part.pdf").write_bytes(pdf([column(["A text of a few words."]), [], []]))
    result = read([tmp_path], DocumentSettings())
    assert [d.document.doc_id for d in result.documents] == ["good", "part"]
    assert "no text in the PDF (2 pages" in result.skipped[0].what
    assert "OCR" in result.skipped[0].hint
    assert "no text on page 2-3" in result.warnings[0]


def test_signs_that_are_no_text_are_left_out(tmp_path: Path) -> None:
    page = [(72, 700, 11, "The council met in Oslo."), (900, 700, 11, "Outside of the page.")]
    assert load(tmp_path, pdf([page])).document.text == "The council met in Oslo.\n"


def test_columns_above_and_below_a_line_of_the_whole_width(tmp_path: Path) -> None:
    """A table's caption across the page cuts its columns in two: upper ones are read first."""

    def half(word: str, left: float, top: float) -> list[Line]:
        lines = [f"{word} {line}" for line in wrapped(WORDS, 38)]
        return [(left, top - 12 * at, 9, line) for at, line in enumerate(lines)]

    across: Line = (72, 560, 9, "Table 1 stands over both columns, of harbours " * 2)
    page = [*half("one", 72, 760), *half("two", 320, 760), across,
            *half("three", 72, 530), *half("four", 320, 530)]  # fmt: skip
    text = load(tmp_path, pdf([page])).document.text
    starts = ("one The", "two The", "Table 1", "three The", "four The")
    places = [text.index(start) for start in starts]
    assert places == sorted(places)
    assert text.rindex("one ") < text.index("two The") and text.rindex("three ") < places[-1]
