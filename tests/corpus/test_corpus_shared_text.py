"""Text that documents share counts once in a group, whenever and in whatever order they come."""

from __future__ import annotations

from typing import Any

import pytest

import toolkit

STORY = (
    "The Baltic Port Authority met in Oslo on Tuesday and elected a new board for four years. "
    "Ministers of Norway and Denmark welcomed the decision and promised more money for the lanes. "
    "The European Harbour Association said that the plan was late, but that it was good. "
    "A first report is expected in the spring, when the council meets again in the city of Riga. "
    "Until then the members will look into what the smaller ports of the whole region need most. "
    "Nobody who was asked after the meeting wanted to say how much all of this is going to cost. "
    "What is known so far is that the work will take three years and begin with the deepest lanes."
)
OWN = "Kari Nordmann spoke in Tallinn about ships. She met the mayor of Tallinn later that day."


def document(doc_id: str, text: str, group: str, date: str = "") -> toolkit.Document:
    return toolkit.Document(doc_id, text, group, date=date)


def counts(corpus: toolkit.Corpus, name: str) -> dict[str, int]:
    return corpus.entity(name).entity.groups


def resolved(*documents: toolkit.Document, **settings: Any) -> toolkit.Corpus:
    overrides = {f"documents.{name}": value for name, value in settings.items()}
    corpus = toolkit.open(overrides=overrides)
    corpus.ingest(list(documents))
    corpus.resolve()
    return corpus


A = document("a", STORY, "north", "2024-05-01")
B = document("b", f"{OWN} {STORY}", "north", "2024-05-02")
C = document("c", STORY, "south", "2024-05-03")
D = document("d", STORY, "north", "2024-05-04")


def test_a_copy_counts_once_in_each_group() -> None:
    with resolved(A, B, C, D) as corpus:
        assert counts(corpus, "Norway") == {"north": 1, "south": 1}
        assert counts(corpus, "Tallinn") == {"north": 2}
        view = corpus.entity("Norway")
        assert view.again == 2 and len(view.quotes) == 2
        comparison = corpus.compare()
        groups = {g.id: g for g in comparison.value.groups}
        assert groups["north"].documents == 2 and groups["south"].documents == 1
        told = " ".join(comparison.caveats)
        assert "d of a (100 % of its words)" in told and "c of a (100 % of its words)" in told
        shown = [s.document.doc_id for s in comparison.value.sources]
        assert shown == ["a", "b", "d", "c"]
        page = comparison.report().html
        assert "printed before, counted once" in page


def test_each_counts_where_the_configuration_says_so() -> None:
    with resolved(A, B, C, D, reprints="each") as corpus:
        assert counts(corpus, "Norway") == {"north": 3, "south": 1}
        assert "counted each time by configuration" in " ".join(corpus.compare().caveats)


@pytest.mark.parametrize("order", [(A, B, C, D), (D, C, B, A), (B, D, A, C)])
def test_the_order_of_arrival_does_not_matter(order: tuple[toolkit.Document, ...]) -> None:
    with resolved(*order) as together, toolkit.open() as apart:
        for one in order:
            apart.ingest([one])
            apart.resolve()
        expected = together.compare().to_dict()
        found = apart.compare().to_dict()
        assert [found[k] for k in ("groups", "actors", "themes", "caveats")] == [
            expected[k] for k in ("groups", "actors", "themes", "caveats")
        ]


def test_marks_go_when_the_original_goes_and_come_with_a_setting(tmp_path: Any) -> None:
    folder = tmp_path / "docs" / "north"
    folder.mkdir(parents=True)
    for one in (A, B, D):
        (folder / f"{one.doc_id}.txt").write_text(f"Oslo, {one.date}\n\n{one.text}")
    with toolkit.open(tmp_path / "s.duckdb") as corpus:
        notes = corpus.ingest(tmp_path / "docs").notes
        assert len(notes) == 2 and "north/d of north/a" in notes[0]
        assert "holds passages" in notes[1] and "north/b of north/a" in notes[1]
        corpus.resolve()
        assert counts(corpus, "Norway") == {"north": 1}
        (folder / "a.txt").unlink()
        (folder / "b.txt").unlink()
        assert corpus.ingest(tmp_path / "docs").notes == ()
        corpus.resolve()
        assert counts(corpus, "Norway") == {"north": 1}
        assert corpus.entity("Norway").again == 0
        assert [row["words"] for row in corpus.documents.to_pylist()] == [len(STORY.split()) + 2]
    with toolkit.open(tmp_path / "s.duckdb", overrides={"documents.reprints": "each"}) as corpus:
        (folder / "a.txt").write_text(f"Oslo, {A.date}\n\n{A.text}")
        corpus.ingest(tmp_path / "docs")
        corpus.resolve()
        assert counts(corpus, "Norway") == {"north": 2}
    with toolkit.open(tmp_path / "s.duckdb") as corpus:
        corpus.ingest(tmp_path / "docs")
        assert corpus.resolve().changed
        assert counts(corpus, "Norway") == {"north": 1}


def test_given_mentions_in_reprints_are_kept_and_not_counted(tmp_path: Any) -> None:
    rows = [
        {"doc_id": d.doc_id, "start": d.text.index("Norway"), "end": d.text.index("Norway") + 6,
         "text": "Norway", "type": "GPE"}
        for d in (A, D)
    ]  # fmt: skip
    with toolkit.open() as corpus:
        corpus.ingest([A, D])
        corpus.add_mentions(rows)
        corpus.resolve()
        out = corpus.export("mentions", tmp_path / "m.jsonl").read_text()
        assert out.count('"Norway"') >= 2 and '"zone": "reprint"' in out.replace('":"', '": "')
        assert counts(corpus, "Norway") == {"north": 1}


def test_lines_of_a_publisher_are_shown_and_not_counted() -> None:
    bodies = [
        f"Report {n} of the ports\n\nThe ministers of Norway met in room {n} for hour {n}. "
        f"They spoke about ship number {n} and about quay {n * 7}."
        for n in range(6)
    ]
    foot = "Press office of the Nordic Harbour Association in Copenhagen"
    made = [document(f"n{n}", f"{body}\n\n{foot}\n", "north") for n, body in enumerate(bodies)]
    with resolved(*made) as corpus:
        assert counts(corpus, "Norway") == {"north": 6}
        assert corpus.entity("Copenhagen").entity.mentions == 0
    with resolved(*made, repeated_lines="keep") as corpus:
        assert corpus.entity("Copenhagen").entity.mentions == 6
