"""Captions of figures in web pages are shown and count for nothing."""

from __future__ import annotations

from pathlib import Path

from toolkit.config import DocumentSettings
from toolkit.documents import read

PARAGRAPH = (
    "<p>The ministers of the region met in Oslo on Monday to speak of the harbour and of the "
    "bridge, and agreed on a plan for the coming year that every council will vote on.</p>"
)


def shown(tmp_path: Path, body: str) -> tuple[str, list[str]]:
    """Text of a page and its caption zones."""
    head = "<html lang='en'><head><title>Plan</title></head>"
    page = f"{head}<body><article>{body}</article></body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    (loaded,) = read([tmp_path / "a.html"], DocumentSettings()).documents
    text = loaded.document.text
    zones = [text[z.start : z.end] for z in loaded.document.zones if z.kind == "image_caption"]
    return text, zones


def test_a_caption_stands_where_its_figure_stood(tmp_path: Path) -> None:
    figure = (
        "<figure><img src='a.jpg'><figcaption>Jane Doe in\n <b>Oslo</b>, without a word that says "
        "photo</figcaption></figure>words behind it"
    )
    text, zones = shown(tmp_path, PARAGRAPH + figure + PARAGRAPH.replace("Monday", "Friday"))
    caption = "Jane Doe in Oslo, without a word that says photo"
    assert zones == [caption]
    assert text.index("Monday") < text.index(caption) < text.index("Friday")
    assert "words behind it" in text


def test_captions_without_text_or_figure(tmp_path: Path) -> None:
    odd = "<figure><figcaption> </figcaption></figure>"
    odd += "<div><figcaption>The old bridge</figcaption></div>"
    text, zones = shown(tmp_path, PARAGRAPH + odd + PARAGRAPH.replace("Monday", "Friday"))
    assert zones in ([], ["The old bridge"])
    assert "Monday" in text and "Friday" in text


def test_names_in_captions_are_not_counted(tmp_path: Path) -> None:
    from toolkit.knowledge import load
    from toolkit.mentions import RuleExtractor

    figure = "<figure><figcaption>Mark Rutte and Donald Tusk</figcaption></figure>"
    (tmp_path / "a.html").write_text(
        f"<html><body><article>{PARAGRAPH}{figure}{PARAGRAPH}</article></body></html>"
    )
    (loaded,) = read([tmp_path / "a.html"], DocumentSettings()).documents
    found = RuleExtractor(load()).extract(loaded.document, loaded.sentences).mentions
    assert "Mark Rutte" in loaded.document.text
    assert {m.text for m in found} == {"Oslo"}
