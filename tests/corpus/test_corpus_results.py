"""What a resolved corpus shows: entities, explanations, tables, comparison, report, exports."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest
from harbour import TEXTS, Made, lines

import toolkit
from toolkit import NotFoundError, UsageError
from toolkit.types import FORMS, TYPES


def test_an_entity_by_any_of_its_names(resolved: toolkit.Corpus) -> None:
    found = {resolved.entity(n).entity_id for n in ("NPA", "northern ports alliance", "the NPA")}
    assert len(found) == 1
    view = resolved.entity(found.pop())
    assert (view.name, view.kind, view.aliases) == ("Northern Ports Alliance", "ORG", ("NPA",))
    assert view.entity.groups == {"north": 4, "south": 1}
    assert sum(n for _, _, n in view.forms) == view.entity.mentions == len(view.quotes)
    for quote in view.quotes:
        named = quote.sentence[quote.start : quote.end]
        assert named in ("NPA", "Northern Ports Alliance") and quote.sentence in TEXTS[quote.doc_id]
    assert "Northern Ports Alliance" in str(view) and "<table>" in view._repr_html_()


def test_a_person_has_roles(resolved: toolkit.Corpus) -> None:
    brandt = resolved.entity("Ivo Brandt")
    assert (brandt.kind, brandt.entity.documents) == ("PERSON", 2)
    assert any("Minister of Trade" in role for role in brandt.entity.roles)
    assert resolved.entity("Brandt").entity_id == brandt.entity_id


@pytest.mark.parametrize(
    ("name", "close"), [("Northern Port Alliance", "Northern Ports Alliance"), ("Vienn", "Vienna")]
)
def test_unknown_names_bring_close_ones(resolved: toolkit.Corpus, name: str, close: str) -> None:
    for call in (resolved.entity, lambda n: resolved.explain(n, "Oslo")):
        with pytest.raises(NotFoundError) as caught:
            call(name)
        assert repr(name) in caught.value.what and close in caught.value.hint


def test_unknown_groups_bring_the_known_ones(resolved: toolkit.Corpus) -> None:
    with pytest.raises(NotFoundError) as caught:
        resolved.compare("north", "west")
    assert "west" in caught.value.what and "north, south" in caught.value.hint


def test_an_explanation_inside_a_document(resolved: toolkit.Corpus) -> None:
    found = resolved.explain("NPA", "Northern Ports Alliance")
    assert found.verdict == "same chain"
    assert any("definition" in rule for rule in found.chain_rules)


def test_an_explanation_adds_up(resolved: toolkit.Corpus) -> None:
    found = resolved.explain("Northern Ports Alliance", "Danube Harbour Agency")
    assert found.verdict in ("below threshold", "refused", "not compared") and found.decided_by
    assert found.match_weight is not None and found.probability is not None
    assert sum(term.weight for term in found.terms) == pytest.approx(found.match_weight, abs=0.02)
    turned = resolved.explain("Danube Harbour Agency", "Northern Ports Alliance")
    assert turned.match_weight == found.match_weight
    assert (turned.left, turned.right) == (found.right, found.left)
    assert "match weight" in str(found)


def test_tables(resolved: toolkit.Corpus) -> None:
    table = resolved.entities
    assert table.columns[:3] == ("entity_id", "kind", "name")
    assert len(table) == len(table.to_pylist()) == table.to_arrow().num_rows
    assert repr(table).startswith("<table of") and "<td>" in table._repr_html_()
    assert {row["doc_id"] for row in resolved.documents.to_pylist()} == set(TEXTS)
    assert repr(resolved).endswith("3 documents>")


def test_exported_mentions(resolved: toolkit.Corpus, tmp_path: Path) -> None:
    rows = lines(resolved, "mentions", tmp_path)
    assert list(rows[0]) == [
        "doc_id", "start", "end", "text", "type", "form", "entity_id", "entity", "chain_id",
        "source", "confidence", "nested", "zone",
    ]  # fmt: skip
    for row in rows:
        assert TEXTS[row["doc_id"]][row["start"] : row["end"]] == row["text"]
        assert row["type"] in TYPES and row["form"] in FORMS and row["source"] == "rules"
    assert [(r["doc_id"], r["start"]) for r in rows] == sorted(
        (r["doc_id"], r["start"]) for r in rows
    )
    known = {row["entity_id"] for row in resolved.entities.to_pylist()}
    assert {row["entity_id"] for row in rows} == known


def test_a_comparison(resolved: toolkit.Corpus) -> None:
    comparison = resolved.compare("south", "north", labels={"north": "The North"})
    assert [group.id for group in comparison.value.groups] == ["south", "north"]
    shared = {row["name"] for row in comparison.actors.shared.to_pylist()}
    assert shared == {"Northern Ports Alliance", "Ivo Brandt", "Oleksandr Kovalchyk"}
    only = {row["name"] for row in comparison.actors.only("north").to_pylist()}
    assert {"Norway", "Denmark"} <= only and not only & shared
    assert any("procurement" in row["theme_id"] for row in comparison.themes.to_pylist())
    assert "The North" in comparison.answer + " ".join(comparison.findings + comparison.caveats)
    assert isinstance(comparison.graph, nx.Graph) and len(comparison.graph) > 5
    assert comparison.to_dict()["schema_version"]
    assert "north" in repr(comparison) and comparison.answer in str(comparison)


def test_results_are_values(resolved: toolkit.Corpus) -> None:
    first, second = resolved.compare(), resolved.compare()
    first.graph.clear()
    assert len(first.graph) == 0 < len(second.graph)
    assert first.to_dict() == second.to_dict()


def test_a_report(resolved: toolkit.Corpus, tmp_path: Path) -> None:
    comparison = resolved.compare()
    comparison.report().save(tmp_path / "r.html")
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert page.lower().startswith("<!doctype html>")
    assert "Northern Ports Alliance" in page and "http-equiv" in page
    comparison.report(date="2031-02-03").save(tmp_path / "dated.html")
    assert "2031-02-03" in (tmp_path / "dated.html").read_text(encoding="utf-8")
    assert "2031-02-03" not in page


def test_hostile_text_stays_text(empty: toolkit.Corpus, tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>"
    text = (
        f"The Northern {evil} Ports Alliance met Ivo Brandt. '; DROP TABLE mentions; -- Norway.\n"
    )
    empty.ingest([
        toolkit.Document("a/1", text, "a", title=evil, publisher=evil),
        toolkit.Document("b/'; DROP TABLE documents", text, "<b>", source=evil),
    ])  # fmt: skip
    empty.resolve()
    empty.compare().report().save(tmp_path / "r.html")
    assert evil not in (tmp_path / "r.html").read_text(encoding="utf-8")
    assert evil not in empty.documents._repr_html_()
    assert empty.entity("Norway").entity.documents == 2


def test_exports_that_do_not_exist(resolved: toolkit.Corpus, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nothing is called 'moon'"):
        resolved.export("moon", tmp_path / "m.jsonl")
    with pytest.raises(UsageError, match="cannot be written"):
        resolved.export("graph", tmp_path / "g.csv")
    assert list(tmp_path.glob("*.jsonl")) == []


def test_names_alone_are_scored(made_once: Made) -> None:
    rows = [
        {"left": "NATO", "right": "North Atlantic Treaty Organization", "type": "ORG"},
        {"left": "Norway", "right": "Denmark", "type": "GPE", "note": 1},
    ]
    one, two = toolkit.score_pairs(rows)
    assert one["match"] and not two["match"] and two["note"] == 1
    assert 0 <= two["probability"] < one["probability"] <= 1
    assert toolkit.score_pairs(rows, threshold=999.0)[0]["match"] is False
    with pytest.raises(toolkit.InputError, match="pair 1: a pair needs left and right"):
        toolkit.score_pairs([{"left": "x"}])
    assert toolkit.score_pairs([]) == []


@pytest.mark.parametrize(
    ("left", "right", "decided"),
    [
        ("Brandt", "Ivo Brandt", "the text of a document ties them"),
        ("Denmark", "Denmark", "the text of a document ties them"),
        ("Oleksandr Kovalchyk", "Oleksandr Kowalchyk", "match weight"),
        ("Danube Harbour Agency", "Harbour Safety Programme", "match weight"),
        ("Austria", "Danube", "no blocking rule"),
        ("Ivo Brandt", "Norway", "no blocking rule"),
    ],
)
def test_any_two_names_show_levels_and_their_sum(
    resolved: toolkit.Corpus, left: str, right: str, decided: str
) -> None:
    """Tied by a text, one record, scored or never compared: terms, sum and what decided."""
    said = resolved.explain(left, right)
    assert said.terms and said.decided_by.startswith(decided) and said.match_weight is not None
    assert sum(term.weight for term in said.terms) == pytest.approx(said.match_weight)


def test_a_name_of_several_entities_says_so(empty: toolkit.Corpus) -> None:
    one = "The Northern Ports Alliance (NPA) met in Oslo."
    two = "The National Pensions Agency (NPA) met in Riga."
    empty.ingest([toolkit.Document("a/one", one, "a"), toolkit.Document("a/two", two, "a"),
                  toolkit.Document("b/bare", "Nobody spoke to the NPA.", "b")])  # fmt: skip
    empty.resolve()
    view = empty.entity("NPA")
    assert {name for name, _ in view.also} == {
        "Northern Ports Alliance", "National Pensions Agency"}  # fmt: skip
    assert view.counts == "1 mention in 1 document" and "so is also written" in str(view)
