"""Files for other programs: read by those programs' own readers, equal to the store."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

import toolkit
from toolkit import Corpus
from toolkit.documents.rows import read_rows, strictly
from toolkit.entities.judgements import kept, read
from toolkit.errors import InputError, UsageError
from toolkit.export import SUFFIXES
from toolkit.export.jsonld import urn

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = "north/=cmd 'x' <b>#?%.txt"
STORY = (
    "\U0001d530\U0001d531 Minister Maria Lindqvist of the Baltic Port Authority (BPA) said that "
    "joint procurement with Ukraine \U0001f6a2 goes on. =Danube Commission pays "
    "for cyber security.\n"
)
STRANGE = toolkit.Document(HOSTILE, STORY, group="nörth", date="2025-06-01", source="=x")
SCHEMA, PROV = "http://schema.org/", "http://www.w3.org/ns/prov#"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """The bundled documents and one with characters beyond the BMP, under a hostile id."""
    made = toolkit.open()
    made.ingest(ROOT / "sample_docs")
    made.ingest([STRANGE])
    made.judge("ASD", "=Danube\tCommission", same=False, by="lg", why='@why, "so"')
    made.judge("Maria Lindqvist", "Lindqvist", same=True, by="lg", at="2025-01-01")
    made.undo("Maria Lindqvist", "Lindqvist", by="lg")
    made.resolve()
    return made


def rows_of(path: Path) -> list[dict[str, Any]]:
    return [row for _, row in strictly(read_rows(path))]


def spans(corpus: Corpus) -> Counter[tuple[Any, ...]]:
    return Counter(corpus._store.rows("SELECT doc_id, start_at, end_at, text, type FROM mentions"))


@pytest.mark.parametrize("suffix", SUFFIXES["mentions"])
def test_exported_mentions_are_taken_exactly_once_each(
    suffix: str, corpus: Corpus, tmp_path: Path
) -> None:
    path = corpus.export("mentions", tmp_path / f"m{suffix}")
    again = toolkit.open()
    again.ingest(ROOT / "sample_docs")
    again.ingest([STRANGE])
    given = again.add_mentions(path, strict=True)
    again.resolve()
    assert given.skipped == () and given.mentions == sum(spans(corpus).values())
    assert spans(again) == spans(corpus)
    forms = "SELECT doc_id, start_at, form FROM mentions WHERE form = 'nominal' ORDER BY ALL"
    assert again._store.rows(forms) == corpus._store.rows(forms)


def test_mentions_of_a_table_that_do_not_fit_are_named(tmp_path: Path) -> None:
    again = toolkit.open()
    again.ingest([toolkit.Document("d", "Oslo and Riga")])
    (tmp_path / "m.csv").write_text("doc_id,start,end,text\nd,0,4,Oslo\nd,x,13,Riga\nd,9,13\n")
    found = again.add_mentions(tmp_path / "m.csv")
    assert found.mentions == 1
    assert [s.where for s in found.skipped] == ["m.csv:3", "m.csv:4"]


@pytest.mark.parametrize("suffix", SUFFIXES["judgements"])
def test_judgements_come_back(suffix: str, corpus: Corpus, tmp_path: Path) -> None:
    path = corpus.export("judgements", tmp_path / f"j{suffix}")
    assert read(path) == kept(corpus._store) and len(read(path)) == 3
    again = toolkit.open()
    assert again.read_judgements(path) == 3 and again.read_judgements(path) == 3
    assert again.judgements() == corpus.judgements()


@pytest.mark.parametrize("suffix", [".jsonl", ".csv"])
def test_documents_come_back_as_they_were(suffix: str, corpus: Corpus, tmp_path: Path) -> None:
    again = toolkit.open()
    again.ingest([toolkit.Document("d=1", "=SUM(A1) of Oslo\r\n'-x", title="@t", group="+g",
                                   source="-s")])  # fmt: skip
    again.export("documents", tmp_path / f"one{suffix}")
    corpus.export("documents", tmp_path / f"all{suffix}")
    for made, name in ((again, "one"), (corpus, "all")):
        read_again = toolkit.open()
        found = read_again.ingest(tmp_path / f"{name}{suffix}", groups_from="field")
        assert not found.skipped and not found.warnings
        columns = "doc_id, text, group_id, title, date, lang, publisher, source, sha256"
        sql = f"SELECT {columns} FROM documents ORDER BY doc_id"
        assert read_again._store.rows(sql) == made._store.rows(sql)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("left,right,verdict\nA,B,same\nA,,same\n", "j.csv:3: 'right' is missing or empty"),
        ("left,right,verdict\nA,B,maybe\n", "j.csv:2: unknown verdict 'maybe'"),
        ("left,right,verdict,when\nA,B,same,now\n", "j.csv:2: unknown field 'when'"),
        ("left,right,verdict,undone\nA,B,same,perhaps\n", "j.csv:2: 'undone' is neither"),
        ("left,right,verdict\nA,B,same,lg\n", "j.csv:2: 4 cells under 3 columns"),
        ("a,b\n1,2\n", "j.csv:2: unknown field 'a'"),
    ],
)
def test_wrong_judgements_are_named_and_none_is_taken(text: str, what: str, tmp_path: Path) -> None:
    (tmp_path / "j.csv").write_text(text)
    corpus = toolkit.open()
    with pytest.raises(InputError) as caught:
        corpus.read_judgements(tmp_path / "j.csv")
    assert what in str(caught.value) and corpus.judgements() == []


def test_entities_are_equal_in_every_table(corpus: Corpus, tmp_path: Path) -> None:
    by_format = {s: rows_of(corpus.export("entities", tmp_path / f"e{s}"))
                 for s in (".jsonl", ".csv", ".parquet")}  # fmt: skip
    lines = by_format[".jsonl"]
    assert len(lines) == corpus._store.value("SELECT count(*) FROM entities")
    for row, cells, typed in zip(lines, by_format[".csv"], by_format[".parquet"], strict=True):
        assert typed | {"groups": dict(typed["groups"])} == row
        told = {k: v for k, v in row.items() if isinstance(v, str)}
        assert {k: cells[k] for k in told} == told
        assert json.loads(cells["aliases"]) == row["aliases"]


def test_json_ld_gives_the_triples_that_are_meant(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rdflib = pytest.importorskip("rdflib")
    monkeypatch.setattr("socket.socket.connect", _no_network)
    graph = rdflib.Graph().parse(corpus.export("entities", tmp_path / "e.jsonld"), format="json-ld")
    iri, text, kind = rdflib.URIRef, rdflib.Literal, rdflib.RDF.type
    run = graph.value(predicate=kind, object=iri(f"{PROV}Activity"))
    assert str(run) == urn("run", corpus._store.value("SELECT max(fingerprint) FROM runs"))
    entities = rows_of(corpus.export("entities", tmp_path / "e.jsonl"))
    for entity in entities:
        subject = iri(urn("entity", entity["entity_id"]))
        assert (subject, iri(f"{SCHEMA}name"), text(entity["name"])) in graph
        assert (subject, iri(f"{PROV}wasGeneratedBy"), run) in graph
        aliases = set(map(str, graph.objects(subject, iri(f"{SCHEMA}alternateName"))))
        assert aliases == set(entity["aliases"])
    assert len(set(graph.subjects(iri(f"{PROV}wasGeneratedBy")))) == len(entities)
    nato = iri("http://www.wikidata.org/entity/Q7184")
    [subject] = graph.subjects(iri(f"{SCHEMA}sameAs"), nato)
    assert graph.value(subject, kind) == iri(f"{SCHEMA}Organization")

    def told(relation: str, term: str) -> dict[str, str]:
        things = graph.objects(run, iri(PROV + relation))
        pairs = ((graph.value(t, iri(f"{SCHEMA}name")), graph.value(t, iri(SCHEMA + term)))
                 for t in things)  # fmt: skip
        return {str(name): str(value) for name, value in pairs}

    agents, used = told("wasAssociatedWith", "softwareVersion"), told("used", "identifier")
    assert agents["toolkit"] == toolkit.__version__ and agents["splink"] == "5.0.0"
    assert agents["extractor"].startswith("rules")
    assert used["model"] == corpus.runs()[0]["model_fingerprint"]
    assert used["knowledge"] == corpus.versions["knowledge"]
    assert all(isinstance(thing, rdflib.URIRef) for thing in graph.subjects())


def _no_network(*_: object) -> None:
    raise AssertionError("a reader asked the network")


def test_web_annotations_select_what_the_document_says(corpus: Corpus, tmp_path: Path) -> None:
    page = json.loads(corpus.export("mentions", tmp_path / "m.jsonld").read_text("utf-8"))
    items = page["first"]["items"]
    assert page["type"] == "AnnotationCollection" and page["total"] == len(items)
    assert len({item["id"] for item in items}) == len(items)
    texts = dict(corpus._store.rows("SELECT doc_id, text FROM documents"))
    for item in items:
        doc_id = unquote(item["target"]["source"].removeprefix("urn:toolkit:document:"))
        position, quote = item["target"]["selector"]
        start, end = position["start"], position["end"]
        text = texts[doc_id]
        assert text[start:end] == quote["exact"]
        assert text[:start].endswith(quote["prefix"]) and text[end:].startswith(quote["suffix"])
    assert any("%3Dcmd%20" in item["target"]["source"] for item in items)


def test_follow_the_money_entities_validate(corpus: Corpus, tmp_path: Path) -> None:
    path = corpus.export("entities", tmp_path / "e.ftm.json")
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    entities = {e["entity_id"]: e for e in rows_of(corpus.export("entities", tmp_path / "e.jsonl"))}
    assert {line["id"] for line in lines} == set(entities)
    found = {line["properties"]["name"][0]: line for line in lines}
    assert found["NATO"]["properties"]["wikidataId"] == ["Q7184"]
    assert found["Maria Lindqvist"]["schema"] == "Person"
    assert found["Ukraine"]["properties"]["country"] == ["ua"]
    model = pytest.importorskip("followthemoney").model
    for line in lines:
        schema = model.get(line["schema"])
        assert schema is not None and not schema.abstract
        schema.validate(line)
        proxy = model.get_proxy(line, cleaned=False)  # what Aleph does with it
        entity = entities[line["id"]]
        assert proxy.caption == line["properties"]["name"][0]
        assert set(proxy.get("alias")) == set(line["properties"].get("alias", ()))
        assert all(schema.get(name).type.clean(value) for name, values in
                   line["properties"].items() for value in values)  # fmt: skip
        assert proxy.id == entity["entity_id"] and proxy.schema.name == line["schema"]


def test_open_refine_has_one_row_a_form(corpus: Corpus, tmp_path: Path) -> None:
    rows = rows_of(corpus.export("entities", tmp_path / "e.openrefine.csv"))
    assert len({(row["form"], row["entity_id"]) for row in rows}) == len(rows)
    counted = Counter[str]()
    for row in rows:
        counted[row["entity_id"]] += int(row["mentions"])
    entities = rows_of(corpus.export("entities", tmp_path / "e.jsonl"))
    assert {e["entity_id"]: e["mentions"] for e in entities if e["entity_id"] in counted} == counted
    assert {row["wikidata"] for row in rows if row["entity"] == "NATO"} == {"Q7184"}
    bpa = {row["form"] for row in rows if row["entity"] == "Baltic Port Authority"}
    assert bpa == {"Baltic Port Authority", "BPA"}


def test_statements_for_dna(corpus: Corpus, tmp_path: Path) -> None:
    rows = rows_of(corpus.export("themes", tmp_path / "s.dna.csv"))
    texts = dict(corpus._store.rows("SELECT doc_id, text FROM documents"))
    for row in rows:
        units = texts[row["document_id"]].encode("utf-16-le")
        start, stop = int(row["start"]), int(row["stop"])
        assert units[2 * start : 2 * stop].decode("utf-16-le") == row["text"]
        assert bool(row["person"]) or bool(row["organization"])
        assert row["agreement"] == "1" and row["speech"] in ("true", "false")
    ours = [row for row in rows if row["document_id"] == HOSTILE]
    lindqvist = next(row for row in ours if row["person"] == "Maria Lindqvist")
    assert lindqvist["organization"] == "" and lindqvist["speech"] == "true"
    assert lindqvist["date"] == "2025-06-01" and lindqvist["section"] == "nörth"
    assert {"Ukraine", "Baltic Port Authority"} <= {row["organization"] for row in ours}
    assert ("Mark Rutte", "NATO") in {(row["person"], row["organization"]) for row in rows}
    assert len({tuple(row.values()) for row in rows}) == len(rows)


def test_the_format_may_be_named(corpus: Corpus, tmp_path: Path) -> None:
    named = corpus.export("themes", tmp_path / "statements.csv", form="dna").read_bytes()
    assert named == corpus.export("themes", tmp_path / "s.dna.csv").read_bytes()
    with pytest.raises(UsageError, match=r"mentions cannot be written as '\.dna\.csv'"):
        corpus.export("mentions", tmp_path / "m.csv", form="dna")
    with pytest.raises(UsageError, match="no format is called 'xlsx'"):
        corpus.export("mentions", tmp_path / "m.csv", form="xlsx")
    assert corpus.export("entities", tmp_path / "a.b.csv").read_text().startswith("entity_id,")
