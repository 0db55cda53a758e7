"""Mentions from other tools' formats: right offsets, or an error that names line and reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import toolkit
from toolkit.errors import InputError
from toolkit.mentions import read_annotations
from toolkit.types import Document

TEXT = "Ana Ruiz met NATO\nin Oslo. Ana left."
DOCUMENTS = {"a/1": Document("a/1", TEXT), "b": Document("b", "Oslo is calm.")}
CONLL = """# newdoc id = a/1
Ana NNP B-PER
Ruiz NNP I-PER
met VBD O
NATO NNP B-ORG

in IN O
Oslo NNP B-LOC
. . O
Ana NNP B-PER
left VBD O
. . O
# newdoc id = b
Oslo NNP S-LOC
"""
Found = list[tuple[str, int, int, str, str]]


def read(path: Path) -> tuple[Found, list[tuple[str, str]]]:
    rows = list(read_annotations(path, DOCUMENTS) or ())
    found = [(r["doc_id"], r["start"], r["end"], r["text"], r["type"])
             for _, r in rows if not isinstance(r, str)]  # fmt: skip
    return found, [(where, r) for where, r in rows if isinstance(r, str)]


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_conll(tmp_path: Path) -> None:
    found, errors = read(written(tmp_path / "x.conll", CONLL))
    assert not errors
    assert found == [
        ("a/1", 0, 8, "Ana Ruiz", "PER"), ("a/1", 13, 17, "NATO", "ORG"),
        ("a/1", 21, 25, "Oslo", "LOC"), ("a/1", 27, 30, "Ana", "PER"), ("b", 0, 4, "Oslo", "LOC"),
    ]  # fmt: skip


def test_conll_of_another_text_is_an_error_with_its_line(tmp_path: Path) -> None:
    text = "# newdoc id = a/1\nAna B-PER\nGomez I-PER\nmet O\n# newdoc id = zz\nX B-ORG\nY O\n"
    found, errors = read(written(tmp_path / "x.bio", text))
    assert found == [("a/1", 0, 3, "Ana", "PER")]
    assert [where for where, _ in errors] == ["x.bio:3", "x.bio:6"]
    assert "'Gomez'" in errors[0][1] and "'Ruiz" in errors[0][1]
    assert "unknown document 'zz'" in errors[1][1] and "# newdoc id" in errors[1][1]


def test_conll_without_a_tag(tmp_path: Path) -> None:
    _, errors = read(written(tmp_path / "b.conll", "Oslo Oslo\n"))
    assert errors == [("b.conll:1", "no token and BIO tag (B-ORG, I-ORG, O): 'Oslo Oslo'")]


def test_brat_file_and_folder(tmp_path: Path) -> None:
    line = "T1\tPerson 0 8\tAna Ruiz\nR1\tMet Arg1:T1\nT2\tOrg 13 17\tNATO\nT3 broken\n"
    found, errors = read(written(tmp_path / "one" / "b.ann", line))
    assert found[0][0] == "b"
    written(tmp_path / "all" / "a" / "1.ann", line)
    found, errors = read(tmp_path / "all")
    assert found == [("a/1", 0, 8, "Ana Ruiz", "Person"), ("a/1", 13, 17, "NATO", "Org")]
    assert errors[0][0] == "a/1.ann:4" and "T1<tab>TYPE" in errors[0][1]
    with pytest.raises(InputError, match=r"no \.ann file"):
        read(written(tmp_path / "none" / "x.txt", "").parent)


def annotation(start: int, end: int, exact: str | None, kind: str, source: str) -> object:
    selectors: list[dict[str, object]] = [
        {"type": "TextPositionSelector", "start": start, "end": end}
    ]
    if exact is not None:
        selectors.append({"type": "TextQuoteSelector", "exact": exact})
    body = {"type": "TextualBody", "purpose": "tagging", "value": kind}
    return {"type": "Annotation", "body": body, "target": {"source": source, "selector": selectors}}


@pytest.mark.parametrize("wrap", [
    lambda items: items, lambda items: {"type": "AnnotationPage", "items": items},
    lambda items: {"type": "AnnotationCollection", "first": {"items": items}},
])  # fmt: skip
def test_web_annotations(tmp_path: Path, wrap: object) -> None:
    items = [
        annotation(0, 8, "Ana Ruiz", "PERSON", "https://example.org/texts/a/1.txt"),
        annotation(13, 17, None, "ORG", "a/1"),
        {"type": "Annotation", "target": "a/1"},
    ]
    path = written(tmp_path / "x.jsonld", json.dumps(wrap(items)))  # type: ignore[operator]
    found, errors = read(path)
    assert found == [("a/1", 0, 8, "Ana Ruiz", "PERSON"), ("a/1", 13, 17, "NATO", "ORG")]
    assert errors == [("x.jsonld: annotation 3", "no target with a source and a selector")]


def test_other_files_are_left_to_the_jsonl_reader(tmp_path: Path) -> None:
    assert read_annotations(tmp_path / "m.jsonl", DOCUMENTS) is None


def test_not_utf8_and_not_json(tmp_path: Path) -> None:
    (tmp_path / "x.conll").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="UTF-8"):
        list(read_annotations(tmp_path / "x.conll", DOCUMENTS) or ())
    with pytest.raises(InputError, match="not JSON"):
        list(read_annotations(written(tmp_path / "x.jsonld", "{"), DOCUMENTS) or ())


def test_a_corpus_takes_them(tmp_path: Path) -> None:
    with toolkit.open(":memory:") as corpus:
        corpus.ingest(list(DOCUMENTS.values()))
        given = corpus.add_mentions(written(tmp_path / "x.conll", CONLL + "calm B-X\n"))
        assert given.mentions == 5 and [s.where for s in given.skipped] == ["x.conll:15"]
        assert corpus.resolve().extractor == "given"
