"""Questions: what is asked first, what an answer does, what is said of contradictions."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from doubts import LEFT, OVERRIDES, RIGHT, TEXTS
from harbour import exported, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import toolkit
from toolkit import NotFoundError, UsageError
from toolkit.config import ClusteringSettings
from toolkit.corpus.decisions import NamedRecords
from toolkit.corpus.effects import DOCUMENT, MENTION, SHARED
from toolkit.corpus.questions import ALARM, BELOW, SHORT, follows
from toolkit.corpus.replaying import Parts, Replay
from toolkit.entities import Judgement, constraints
from toolkit.entities.contradictions import contradictions

LAX = settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
AGENCY, HEALTH = "Northern Harbour Agency", "National Health Authority"


@pytest.fixture(scope="session")
def doubtful_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("doubts")
    with toolkit.open(folder / "s.duckdb", overrides=OVERRIDES) as corpus:
        corpus.ingest(write(folder / "docs", TEXTS))
        corpus.resolve()
    return folder / "s.duckdb"


@pytest.fixture
def doubtful(doubtful_once: Path, tmp_path: Path) -> Iterator[toolkit.Corpus]:
    shutil.copy(doubtful_once, tmp_path / "s.duckdb")
    with toolkit.open(tmp_path / "s.duckdb", overrides=OVERRIDES) as corpus:
        yield corpus


def shared(corpus: toolkit.Corpus) -> set[str]:
    return {row["name"] for row in corpus.compare().actors.shared.to_pylist()}


def test_questions_are_ordered_by_what_they_change(doubtful: toolkit.Corpus) -> None:
    queue = doubtful.questions()
    assert [q.reason for q in queue] == [SHORT, SHORT, ALARM, BELOW] and queue.total == 4
    assert [q.priority for q in queue] == sorted((q.priority for q in queue), reverse=True)
    for question in queue:
        p, effect = question.probability, question.effect
        size = SHARED * effect.shared + DOCUMENT * effect.documents + MENTION * effect.mentions
        assert question.priority == pytest.approx(p * (1 - p) * size) and 0 < p < 1
        assert bool(question.if_different) or not question.joined
        assert question.left.quotes and question.right.quotes
        for side in (question.left, question.right):
            for quote in side.quotes:
                assert quote.sentence[quote.start : quote.end] and quote.doc_id in TEXTS
    assert doubtful.questions(2).questions == queue.questions[:2]
    assert doubtful.questions(2).total == 4
    first = queue[0]
    assert (first.left.name, first.left.doc_id, first.right.name) == ("NHA", "south/report", AGENCY)
    assert f"would make {AGENCY} a shared actor of north and south" in first.if_same
    person = queue[2]
    assert person.joined and person.if_same == ()
    assert f"{LEFT} would no longer be shared by north and south" in person.if_different


def test_answers_do_what_the_question_said_and_undo_restores(
    doubtful: toolkit.Corpus, tmp_path: Path
) -> None:
    before, names = exported(doubtful, tmp_path / "before"), shared(doubtful)
    acronym, _, person, _ = doubtful.questions()
    doubtful.answer(acronym, "same", by="lg", at="2025-01-01", why="its address")
    doubtful.answer(person, "different", by="lg", at="2025-01-01")
    assert doubtful.waiting == 2 and person not in doubtful.questions().questions
    resolved = doubtful.resolve()
    assert resolved.changed and resolved.notes == () and doubtful.waiting == 0
    assert shared(doubtful) == (names | {AGENCY}) - {LEFT}
    asked = {(q.left.name, q.right.name) for q in doubtful.questions()}
    assert ("NHA", AGENCY) not in asked and (LEFT, RIGHT) not in asked
    kept = doubtful.judgements()
    assert kept[0]["left_doc"] == "south/report" and kept[0]["why"] == "its address"
    for question in (acronym, person):
        doubtful.take_back(question, by="lg")
    with pytest.raises(NotFoundError):
        doubtful.take_back(person)
    assert doubtful.waiting == 2 and doubtful.judgements()[:2] == kept
    doubtful.resolve()
    assert exported(doubtful, tmp_path / "after") == before


def test_the_same_answer_twice_in_one_second_counts(doubtful: toolkit.Corpus) -> None:
    question = doubtful.questions()[2]
    for _ in range(2):
        doubtful.answer(question, "different", by="lg", at="2025-01-01")
        doubtful.take_back(question, by="lg", at="2025-01-01")
    doubtful.answer(question, "different", by="lg", at="2025-01-01")
    assert len(doubtful.judgements()) == 5 and doubtful.waiting == 1


def test_answers_that_follow_are_not_asked(doubtful: toolkit.Corpus) -> None:
    first, second, person, _ = doubtful.questions()
    assert follows(first, [(first, "same")]) and follows(first, [(first, "different")])
    assert follows(second, [(first, "same")]) and not follows(second, [(first, "different")])
    assert not follows(person, [(first, "same")])
    assert not follows(first, [])


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_no_replay_merges_what_was_judged_different(
    doubtful: toolkit.Corpus, data: st.DataObject
) -> None:
    """At any threshold, whatever people say: a partition, or the contradiction is refused."""
    parts = Parts(Replay.read(doubtful._store, -6.0))
    ids = sorted(row[0] for row in doubtful._store.rows("SELECT record_id FROM records"))
    pair = st.tuples(st.sampled_from(ids), st.sampled_from(ids)).filter(lambda p: p[0] != p[1])
    same = data.draw(st.lists(pair, max_size=4))
    different = data.draw(st.lists(pair, min_size=1, max_size=4))
    cuts = ClusteringSettings(threshold=data.draw(st.sampled_from([-5.0, 1.0, 4.0])))
    try:
        found = parts.partition(ids, cuts, same, different)
    except UsageError as error:
        assert "judged both the same and different" in error.what
        return
    home = {record: number for number, part in enumerate(found) for record in part}
    assert sorted(record for part in found for record in part) == ids
    assert all(home[left] != home[right] for left, right in different)
    assert all(home[left] == home[right] for left, right in same)


@settings(LAX, max_examples=60)
@given(data=st.data())
def test_every_contradiction_is_found_before_clustering(
    doubtful: toolkit.Corpus, data: st.DataObject
) -> None:
    """What people say by name is either obeyed to the letter or told with all voices."""
    replay = Replay.read(doubtful._store, -6.0)
    named = NamedRecords.stored(doubtful._store)
    side = st.sampled_from(["NHA", AGENCY, HEALTH, LEFT, RIGHT, "Oslo", "Vienna", "Danube Agency"])
    verdict = st.sampled_from(["same", "different", "related"])
    document = st.sampled_from(["", "", *TEXTS])
    line = st.builds(Judgement, side, side, verdict, left_doc=document, right_doc=document)
    decided = constraints(data.draw(st.lists(line, max_size=8)))
    told = [c for c in contradictions(decided, named.find, named.document) if c.same]
    must, cannot = named.pairs(decided.must_link, True), named.pairs(decided.cannot_link, False)
    ids = [row["record_id"] for row in replay.records.rows]
    try:
        found = Parts(replay).partition(ids, ClusteringSettings(), must, cannot)
    except UsageError:
        assert told and all(c.steps and c.judgement in decided.cannot_link for c in told)
        return
    assert not told
    home = {record: number for number, part in enumerate(found) for record in part}
    assert all(home[left] != home[right] for left, right in cannot)


def test_contradictions_are_told_in_full(doubtful: toolkit.Corpus) -> None:
    before = doubtful.entities.to_pylist()
    doubtful.judge(AGENCY, LEFT, same=True, by="ann", at="2025-01-01", why="first")
    doubtful.judge(LEFT, "Austria", same=True, by="bob", at="2025-02-02")
    doubtful.judge("NHA", "Austria", same=False, by="eve", at="2025-03-03", why="of course")
    for call in (doubtful.resolve, doubtful.questions):
        with pytest.raises(UsageError, match="judged both the same and different") as caught:
            call()
        text = str(caught.value)
        assert "different: “NHA” ≠ “Austria” (eve, 2025-03-03: of course)" in text
        assert f"same: “{AGENCY}” = “{LEFT}” (ann, 2025-01-01: first)" in text
        assert f"same: “{LEFT}” = “Austria” (bob, 2025-02-02)" in text
        assert "are one name inside a document (north/harbour)" in text
        assert f"toolkit judge STORE '{AGENCY}' '{LEFT}' --undo" in text
        assert "Nothing was changed" in caught.value.hint
    assert doubtful.entities.to_pylist() == before
    doubtful.undo("Austria", LEFT)
    assert doubtful.resolve().changed


def test_what_cannot_hold_or_waits_is_said_and_kept(
    doubtful: toolkit.Corpus, tmp_path: Path
) -> None:
    doubtful.judge("NHA", AGENCY, same=False, by="eve", at="2025-03-03")
    doubtful.judge("Arctic Harbour Council", AGENCY, same=True, by="ann")
    doubtful.judge("Norway", "Kingdom of Norway", same=False, by="ann")
    doubtful.judge("Oslo", "Vienna", same=True, by="ann")
    notes = "\n".join(doubtful.resolve().notes)
    assert "“NHA” ≠ “Northern Harbour Agency” (eve, 2025-03-03) cannot hold everywhere" in notes
    assert "one name inside a document (north/harbour)" in notes
    assert "is kept and waits: no document names “Arctic Harbour Council”" in notes
    assert "“Kingdom of Norway”" in notes
    assert "“Oslo” = “Vienna” (ann) holds, although they are known as two things" in notes
    assert "\n".join(doubtful.resolve().notes) == notes and len(doubtful.judgements()) == 4
    text = "The Arctic Harbour Council joined the Northern Harbour Agency.\n"
    doubtful.ingest([toolkit.Document("north/new", text, group="north")])
    assert "Arctic Harbour Council" not in "\n".join(doubtful.resolve().notes)
    assert doubtful.entity("Arctic Harbour Council").entity_id == doubtful.entity(AGENCY).entity_id


def test_every_bearer_of_a_tied_name_is_meant(doubtful: toolkit.Corpus) -> None:
    """ "same" ties all bearers of a short name; that one of them is judged apart is told."""
    doubtful.judge("NHA", "Bergen", same=True, by="ann", at="2025-01-01")
    doubtful.judge(AGENCY, HEALTH, same=False, by="eve")
    with pytest.raises(UsageError) as caught:
        doubtful.resolve()
    text = str(caught.value)
    assert "same: “NHA” = “Bergen” (ann, 2025-01-01), for every “NHA”" in text
    assert text.count("are one name inside a document") == 2


def test_a_judgement_by_id_outlives_the_id(doubtful: toolkit.Corpus) -> None:
    one, two = (doubtful.entity(name).entity_id for name in ("Bergen", "Linz"))
    doubtful.judge(one, two, same=True)
    doubtful.resolve()
    assert doubtful.entity("Bergen").entity_id == doubtful.entity("Linz").entity_id
    doubtful.resolve(force=True)
    assert doubtful.entity("Bergen").entity_id == doubtful.entity("Linz").entity_id


def test_alarms_are_everywhere_and_end_with_an_answer(
    doubtful: toolkit.Corpus, tmp_path: Path
) -> None:
    (alarm,) = doubtful.alarms()
    assert (alarm.kind, {alarm.left, alarm.right}) == ("bridge", {LEFT, RIGHT})
    assert doubtful.entity(LEFT).alarms == (alarm,) and "alarm, bridge" in str(
        doubtful.entity(LEFT)
    )
    assert doubtful.entity(AGENCY).alarms == () and doubtful.resolve().alarms == 1
    comparison = doubtful.compare()
    (told,) = comparison.to_dict()["alarms"]
    assert told["alarm"] == "bridge" and told["entity_id"] == alarm.entity_id
    comparison.report().save(tmp_path / "r.html")
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "Worth a second look" in page and "holds together 1 name (3 mentions)" in page
    doubtful.judge(LEFT, RIGHT, same=True, by="lg")
    assert doubtful.alarms() == () and doubtful.resolve().alarms == 0


def test_thresholds_say_what_a_run_would_give(doubtful: toolkit.Corpus) -> None:
    found = doubtful.thresholds([1.0, 5.0], cost_wrong=9, cost_missed=1)
    rows = {row.threshold: row for row in found.rows}
    assert sorted(rows) == [1.0, 2.0, 5.0] and found.current == 2.0
    assert rows[2.0].entities == len(doubtful.entities)
    assert rows[2.0].shared == doubtful.compare().overlap.shared == rows[5.0].shared + 1
    assert rows[2.0].actors == doubtful.compare().overlap.total
    assert found.probability == 0.9 and rows[1.0].probability < 0.9
    assert "from +3.73 bits" in found.advice and "<table>" in found._repr_html_()
    assert found.to_dict()["thresholds"][0]["threshold"] == 1.0
    doubtful.settings = doubtful.settings.model_copy(
        update={"clustering": ClusteringSettings(threshold=5.0)}
    )
    doubtful.resolve()
    assert rows[5.0].entities == len(doubtful.entities)
    with pytest.raises(UsageError, match="above 0"):
        doubtful.thresholds(cost_wrong=0)


def test_explanations_are_values_for_any_pair(doubtful: toolkit.Corpus) -> None:
    joined = doubtful.explain(LEFT, RIGHT)
    assert joined.verdict == "merged" and repr(joined) == str(joined)
    assert sum(t.weight for t in joined.terms) == pytest.approx(joined.match_weight or 0)
    assert joined.to_dict()["terms"][0]["label"] == "prior" and '"terms"' in joined.to_json()
    short = doubtful.explain("NHA", "Danube Harbour Agency")
    assert short.candidates == (f"“NHA” in south/report: {HEALTH} or {AGENCY}",)
    assert "may be: “NHA” in south/report" in repr(short) and "may be" in short._repr_html_()
    doubtful.judge(LEFT, RIGHT, same=False, by="<b>eve</b>", why="<script>")
    doubtful.judge("Oslo", "Vienna", same=True, by="ann")
    assert "next run" in doubtful.explain("Oslo", "Vienna").decided_by
    doubtful.resolve()
    apart = doubtful.explain(LEFT, RIGHT)
    assert apart.verdict == "refused" and "judged" in apart.decided_by
    (shown,) = [p for p in doubtful.compare().value.audit.refused if "judged" in p.decided_by]
    assert shown.judgements == apart.judgements
    assert apart.judgements == (f"“{LEFT}” ≠ “{RIGHT}” (<b>eve</b>: <script>)",)
    page = apart._repr_html_()
    assert "&lt;script&gt;" in page and "<script" not in page and "<b>eve" not in page
    tied = doubtful.explain("Oslo", "Vienna")
    assert tied.verdict == "merged" and tied.decided_by.startswith("judged to be the same")
    assert tied.judgements == ("“Oslo” = “Vienna” (ann)",) and tied.terms
