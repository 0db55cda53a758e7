"""Entities: the best name wins whatever the order, ids stay, history and decisions are kept."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.entities import Judgement, build, constraints, find, history, lone_draft
from toolkit.entities import judgements as decisions
from toolkit.entities.reading import read_entities
from toolkit.errors import InputError, NotFoundError
from toolkit.store import Store, write_chains, write_documents
from toolkit.types import Chain, Document, Entity, Mention, Role

Form = tuple[str, str, str]  # text, type, form


def chain(chain_id: str, *forms: Form, doc: str = "d1", known: str = "", **extra: object) -> Chain:
    number = sum(map(ord, chain_id)) * 1000
    mentions = tuple(
        Mention(doc, number + 50 * i, number + 50 * i + len(text), text, kind, form, **extra)  # type: ignore[arg-type]
        for i, (text, kind, form) in enumerate(forms)
    )
    kind = forms[0][1] if forms else "OTHER"
    return Chain(chain_id, doc, kind, mentions, knowledge_id=known)


def named(*forms: Form, known: str = "", usual: str = "") -> Entity:
    names = {known: usual} if known else {}
    return build({"c": [chain("x", *forms, known=known)]}, names, {})[0][0]


@pytest.mark.parametrize(
    ("forms", "name"),
    [
        ([("Brandt", "PERSON", "surname")] * 5 + [("Mr. Ivo Brandt", "PERSON", "name")],
         "Ivo Brandt"),
        ([("I. Brandt", "PERSON", "name")] * 3 + [("Ivo Brandt", "PERSON", "name")], "Ivo Brandt"),
        ([("von der Aue", "PERSON", "name")] * 3 + [("Ida von der Aue", "PERSON", "name")],
         "Ida von der Aue"),
        ([("NHA", "ORG", "name")] * 9 + [("Northern Harbour Agency", "ORG", "name")],
         "Northern Harbour Agency"),
        ([("NHA", "ORG", "acronym")] * 2 + [("the agency", "ORG", "nominal")] * 4, "NHA"),
        ([("Commission", "ORG", "name")] * 9 + [("Fisheries Commission", "ORG", "name")],
         "Fisheries Commission"),
        ([("the Harbour\n Forum", "EVENT", "name")], "Harbour Forum"),
        ([("Harbour Forum’s", "EVENT", "name")], "Harbour Forum"),
        ([("NORTHERN PLAN", "PROGRAMME", "name")] * 4 + [("Northern Plan", "PROGRAMME", "name")],
         "Northern Plan"),
        ([("HF2: North", "EVENT", "name")] * 3 + [("Harbour Forum", "EVENT", "name")],
         "Harbour Forum"),
        ([("The Hague", "GPE", "name")], "The Hague"),
        ([("Alpha Plan", "PROGRAMME", "name"), ("Beta Plan", "PROGRAMME", "name")], "Alpha Plan"),
        ([("northland", "GPE", "name")] * 4 + [("Northland", "GPE", "name")], "Northland"),
        ([("the first forum", "EVENT", "nominal")], "first forum"),
    ],
)  # fmt: skip
def test_canonical_names(forms: list[Form], name: str) -> None:
    random.Random(1).shuffle(forms)
    assert named(*forms).name == name


def test_knowledge_names() -> None:
    dutch: Form = ("Dutch", "GPE", "demonym")
    assert named(dutch, known="Q55", usual="Netherlands").name == "Netherlands"
    lower: Form = ("norway", "GPE", "name")
    assert named(lower, known="Q20", usual="Norway").name == "Norway"
    acronym: Form = ("NATO", "ORG", "acronym")
    usual = "North Atlantic Treaty Organization"
    assert named(acronym, known="Q7184", usual=usual).name == "NATO"
    long: Form = ("North Atlantic Treaty Organization’s", "ORG", "name")
    assert named(acronym, acronym, long, known="Q7184", usual=usual).name == usual


def test_counts_kind_aliases_and_roles() -> None:
    one = chain("a", ("Ivo Brandt", "PERSON", "name"), ("Brandt", "PERSON", "surname"))
    two = Chain("b", "d2", "PERSON", (
        Mention("d2", 0, 6, "Brandt", "PERSON", "surname"),
        Mention("d2", 9, 15, "Brandt", "ORG", "surname", confidence=0.4),
        Mention("d2", 20, 22, "he", "PERSON", "nominal"),
        Mention("d2", 30, 40, "Ivo Brandt", "PERSON", "name", zone="image_caption"),
        Mention("d2", 50, 60, "Ivo Brandt", "PERSON", "name", nested=True),
    ), roles=(Role("Minister", "Norway", 0, 3), Role("Chair", "", 4, 6)))  # fmt: skip
    built = build({"c": [two, one]}, {}, {"c": 2.5}, {"d1": "north", "d2": "south"})
    assert [ids for _, ids in built] == [("a", "b")]
    entity = built[0][0]
    assert (entity.name, entity.kind, entity.aliases) == ("Ivo Brandt", "PERSON", ("Brandt",))
    assert (entity.mentions, entity.documents) == (4, 2)
    assert entity.groups == {"north": 2, "south": 2}
    assert entity.roles == ("Chair", "Minister, Norway") and entity.weakest_link == 2.5


def test_ids_stay_when_documents_are_added() -> None:
    first = chain("a", ("Northern Plan", "PROGRAMME", "name"))
    more = chain(
        "b", ("Northern Plan", "DOCUMENT", "name"), ("NP", "DOCUMENT", "acronym"), doc="d2"
    )
    alone = build({"c1": [first]}, {}, {})[0][0].entity_id
    assert build({"zz": [more, first]}, {}, {})[0][0].entity_id == alone
    other = chain("c", ("Northern Plan", "ORG", "name"))
    assert alone in {e.entity_id for e, _ in build({"1": [first], "2": [other]}, {}, {})}


def test_equal_names_are_told_apart_by_their_first_chain() -> None:
    letters = {f"c{i}": [chain(f"x{i}", ("Letter of Intent", "DOCUMENT", "name"))] for i in (1, 2)}
    ids = {chains: e.entity_id for e, chains in build(letters, {}, {})}
    assert len(set(ids.values())) == 2
    swapped = {"c1": letters["c2"], "c2": letters["c1"]}
    assert {chains: e.entity_id for e, chains in build(swapped, {}, {})} == ids


@pytest.mark.parametrize("form", ["name", "acronym", "surname", "nominal", "demonym"])
@pytest.mark.parametrize("kind", ["PERSON", "GPE", "ORG"])
@pytest.mark.parametrize("text", ["Dr. Jane  Doe", "The Agency's", "NHA", "the agency", "!"])
def test_what_is_written_one_way_needs_no_more_than_that(text: str, kind: str, form: str) -> None:
    [(entity, _)] = build({"k": [chain("a", (text, kind, form))]}, {}, {})
    assert lone_draft(text, kind) == (entity.name, entity.entity_id)


@given(st.permutations(range(6)), st.integers(1, 5))
def test_order_of_chains_changes_nothing(order: list[int], cut: int) -> None:
    chains = [
        chain("a", ("Northern Harbour Agency", "ORG", "name"), ("NHA", "ORG", "acronym")),
        chain("b", ("Harbour Agency of the North", "ORG", "name"), doc="d2"),
        chain("c", ("NHA", "ORG", "acronym"), doc="d3"),
        chain("d", ("the Agency", "ORG", "nominal"), doc="d4"),
        chain("e", ("Northern Harbour Agency", "FACILITY", "name"), doc="d5"),
        chain("f", ("northern harbour agency", "ORG", "name"), doc="d6"),
    ]
    shuffled = [chains[i] for i in order]
    one = build({"k": chains[:cut], "l": chains[cut:]}, {}, {})
    two = build({"l": [c for c in shuffled if c in chains[cut:]],
                 "k": [c for c in shuffled if c in chains[:cut]]}, {}, {})  # fmt: skip
    assert one == two
    assert sorted(i for _, ids in one for i in ids) == list("abcdef")


def changes(before: dict[str, set[str]], after: dict[str, set[str]]) -> list[tuple[str, str, str]]:
    now = {chain: entity for entity, chains in after.items() for chain in chains}
    shares = Counter((old, now[c]) for old, held in before.items() for c in held if c in now)
    return history([(*pair, count) for pair, count in shares.items()], before, after)


def test_history_of_ids() -> None:
    before = {
        "e1": {"a"},
        "e2": {"b"},
        "e3": {"c"},
        "e4": {"d", "e", "f"},
        "e5": {"g"},
        "e6": {"h"},
    }
    after = {"e1": {"a"}, "n2": {"b"}, "e4": {"d", "e"}, "n4": {"f"}, "e5": {"g", "c", "new"}}
    assert changes(before, after) == [
        ("e2", "n2", "renamed"), ("e3", "e5", "merged"), ("e4", "n4", "split"),
        ("e6", "", "vanished"),
    ]  # fmt: skip
    assert changes(after, after) == []


@pytest.fixture
def store() -> Store:
    store = Store.open()
    text = "x" * 500
    write_documents(store, "docs", [(Document(d, text, group=g), ()) for d, g in
                                    (("d1", "north"), ("d2", "south"))])  # fmt: skip
    agency = chain("a", ("Northern Harbour Agency", "ORG", "name"), ("the NHA", "ORG", "acronym"))
    agency_2 = chain("b", ("NHA", "ORG", "acronym"), doc="d2")
    letters = [chain("l1", ("Letter of Intent", "DOCUMENT", "name")),
               chain("l2", ("Letter of Intent", "DOCUMENT", "name"), doc="d2")]  # fmt: skip
    zürich = chain("z", ("Zürich", "GPE", "name"), ("the city", "GPE", "nominal"))
    chains = [agency, agency_2, *letters, zürich]
    write_chains(store, ["d1", "d2"], chains, "test")
    clusters = {"1": [agency, agency_2], "2": letters[:1], "3": letters[1:], "4": [zürich]}
    built = build(clusters, {}, {"1": 3.0}, {"d1": "north", "d2": "south"})
    store.append(
        "entities",
        ("entity_id", "kind", "name", "knowledge_id", "weakest_link", "draft_id"),
        [
            (e.entity_id, e.kind, e.name, e.knowledge_id, e.weakest_link, e.entity_id)
            for e, _ in built
        ],
    )
    store.append("entity_chains", ("entity_id", "chain_id"),
                 [(e.entity_id, c) for e, ids in built for c in ids])  # fmt: skip
    store.append("entity_history", ("old_id", "new_id", "change"), [
        ("old1", "old2", "renamed"), ("old2", built[0][0].entity_id, "merged"),
        ("old3", built[0][0].entity_id, "split"), ("old3", built[1][0].entity_id, "split"),
        ("old4", "", "vanished"),
    ])  # fmt: skip
    assert list(read_entities(store)) == [e for e, _ in built]
    return store


def test_finding_names(store: Store) -> None:
    agency = find(store, "Northern Harbour Agency")
    for asked in ("NHA", "nha", "the  northern harbour AGENCY", agency):
        assert find(store, asked) == agency
    assert find(store, "Zurich") == find(store, "Zürich")
    with pytest.raises(NotFoundError, match="2 entities are called") as caught:
        find(store, "Letter of Intent")
    assert caught.value.hint.count("(Letter of Intent)") == 2
    with pytest.raises(NotFoundError, match="no entity is called") as caught:
        find(store, "Northern Harbor Agency!")
    assert "Northern Harbour Agency" in caught.value.hint
    with pytest.raises(NotFoundError):
        find(store, "the city")


def test_finding_earlier_ids(store: Store) -> None:
    first = store.value("SELECT min(entity_id) FROM entities")
    assert find(store, "old1") == first
    with pytest.raises(NotFoundError, match="2 entities"):
        find(store, "old3")
    with pytest.raises(NotFoundError):
        find(store, "old4")


def test_judgements_round_trip_and_later_lines_win(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "judgements.jsonl"
    lines = [
        Judgement("NHA", "Harbour Agency", "same", "lg", "2025-01-01", "one\u2028body"),
        Judgement("Harbour Agency", "the NHA", "different", "lg"),
        Judgement("A", "B", "related"),
        Judgement("A", "C", "unsure"),
        Judgement("D", "E", "same", doc_id="d1"),
        Judgement("E", "D", "same"),
        Judgement("D", "E", "same", doc_id="d1", undone=True),
    ]
    for line in lines:
        decisions.append(path, line)
    read = decisions.read(path)
    assert [j.line for j in read] == list(range(1, 8))
    assert [(j.left, j.right, j.verdict, j.doc_id, j.undone, j.why) for j in read] == [
        (j.left, j.right, j.verdict, j.doc_id, j.undone, j.why) for j in lines
    ]
    found = constraints(read)
    assert [(j.left, j.right) for j in found.must_link] == [("E", "D")]
    assert [(j.left, j.right) for j in found.cannot_link] == [
        ("Harbour Agency", "the NHA"), ("A", "B"),
    ]  # fmt: skip
    decisions.keep(store, read)
    assert decisions.kept(store) == read


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("{broken", "no valid JSON"), ("[1]", "no JSON object"),
        ('{"left": "a", "right": "b", "verdict": "maybe"}', "unknown verdict"),
        ('{"left": " ", "right": "b", "verdict": "same"}', "'left' is missing"),
        ('{"left": "a", "right": 3, "verdict": "same"}', "'right' is no text"),
        ('{"left": "a", "right": "b", "verdict": "same", "who": "x"}', "unknown field 'who'"),
        ('{"left": "a", "right": "b", "verdict": "same", "undone": "no"}', "'undone'"),
    ],
)  # fmt: skip
def test_broken_judgements_name_their_line(tmp_path: Path, line: str, what: str) -> None:
    path = tmp_path / "j.jsonl"
    path.write_text('{"left": "a", "right": "b", "verdict": "same"}\n\n' + line + "\n")
    with pytest.raises(InputError, match=what) as caught:
        decisions.read(path)
    assert caught.value.where == "j.jsonl:3"
    with pytest.raises(InputError, match="no such file"):
        decisions.read(tmp_path / "nowhere")
