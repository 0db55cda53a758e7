"""Word files: what a reader of the printed page sees is read, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_files import W, docx, p

from toolkit.config import DocumentSettings
from toolkit.documents import read
from toolkit.documents.result import Loaded

BOX = "<w:txbxContent><w:p><w:r><w:t>Box on Riga.</w:t></w:r></w:p></w:txbxContent>"
STYLES = (
    f'<w:styles {W}><w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="L"><w:name w:val="List Bullet"/><w:pPr><w:numPr>'
    '<w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>'
)


def load(tmp_path: Path, data: bytes) -> Loaded:
    (tmp_path / "a.docx").write_bytes(data)
    result = read([tmp_path / "a.docx"], DocumentSettings())
    assert len(result.documents) == 1
    return result.documents[0]


def text_of(tmp_path: Path, body: str) -> str:
    return load(tmp_path, docx(body)).document.text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (p("One.") + p("Two."), "One.\n\nTwo.\n"),
        (p("One. ", extra="<w:ins><w:r><w:t>Inserted.</w:t></w:r></w:ins>"), "One. Inserted.\n"),
        (p("One.", extra="<w:del><w:r><w:delText>Struck.</w:delText></w:r></w:del>"), "One.\n"),
        (p("One.", extra="<w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden.</w:t></w:r>"), "One.\n"),
        (f"<w:sdt><w:sdtContent>{p('In a control.')}</w:sdtContent></w:sdt>", "In a control.\n"),
        (p("See ", extra="<w:hyperlink><w:r><w:t>the link</w:t></w:r></w:hyperlink>"),
         "See the link\n"),
        (p("A", extra="<w:r><w:br/><w:t>B</w:t><w:tab/><w:t>C</w:t></w:r>"), "A\nB C\n"),
        (p("One.", extra=f"<w:r><w:drawing>{BOX}</w:drawing></w:r>"), "One.\n\nBox on Riga.\n"),
        (p("Page ", extra="<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>4</w:t></w:r>"),
         "Page 4\n"),
    ],
)  # fmt: skip
def test_what_is_read(tmp_path: Path, body: str, text: str) -> None:
    assert text_of(tmp_path, body) == text


def test_a_text_box_written_twice_is_read_once(tmp_path: Path) -> None:
    space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    both = (
        f"<w:r><mc:AlternateContent {space}><mc:Choice>{BOX}</mc:Choice>"
        f"<mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert text_of(tmp_path, p("One.", extra=both)).count("Riga") == 1


def test_tables_and_lists(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        return f"<w:tr>{''.join(f'<w:tc>{p(cell)}</w:tc>' for cell in cells)}</w:tr>"

    body = (
        p("First", "L") + p("Second", "L")
        + f"<w:tbl>{row('Country', 'Ships')}{row('Norway', '12')}</w:tbl>"
        + f"<w:tbl><w:tr><w:tc>{p('In a frame.')}{p('Still.')}</w:tc></w:tr></w:tbl>"
    )  # fmt: skip
    text = load(tmp_path, docx(body, {"styles": STYLES})).document.text
    assert text == (
        "• First\n\n• Second\n\n| Country | Ships |\n| Norway | 12 |\n\nIn a frame.\n\nStill.\n"
    )


def test_notes_headers_and_footers(tmp_path: Path) -> None:
    parts = {
        "header1": f"<w:hdr {W}>{p('Harbour Council')}</w:hdr>",
        "header2": f"<w:hdr {W}>{p('Harbour Council')}</w:hdr>",
        "footer1": f"<w:ftr {W}>{p('Draft of May')}</w:ftr>",
        "footnotes": f'<w:footnotes {W}><w:footnote w:id="7">{p("As of May.")}</w:footnote>'
        f'<w:footnote w:id="0">{p("never referred to")}</w:footnote></w:footnotes>',
    }
    body = p("The plan", extra='<w:r><w:footnoteReference w:id="7"/></w:r><w:r><w:t>.</w:t></w:r>')
    found = load(tmp_path, docx(body, parts))
    text = found.document.text
    assert text == "Harbour Council\n\nThe plan[1].\n\n[1] As of May.\n\nDraft of May\n"
    assert [(z.kind, text[z.start : z.end]) for z in found.document.zones] == [
        ("page_header", "Harbour Council"), ("page_footer", "Draft of May"),
    ]  # fmt: skip
    assert [s.zone for s in found.sentences] == ["page_header", "body", "body", "page_footer"]


def test_metadata(tmp_path: Path) -> None:
    core = (
        "<dc:title>A plan</dc:title><dc:language>en-GB</dc:language>"
        "<dcterms:created>2024-03-12T10:00:00Z</dcterms:created>"
    )
    one = load(tmp_path, docx(p("One."), core=core)).document
    assert (one.title, one.lang, one.date) == ("A plan", "en", "2024-03-12")
    two = load(tmp_path, docx(p("A line") + p("The title", "T"), {"styles": STYLES})).document
    assert two.title == "The title" and two.date == ""
    three = load(tmp_path, docx(p("Oslo, 12 May 2025") + p("A line of text."), core=core)).document
    assert three.date == "2025-05-12"
