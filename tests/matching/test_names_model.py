"""Two names alone with the shipped model and the shipped knowledge."""

import json
import math
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit import knowledge, matching
from toolkit.config import MatchingSettings, RunSettings, data_root
from toolkit.corpus.wiring import matching_knowledge
from toolkit.errors import ConfigError
from toolkit.matching.model import parse_model
from toolkit.matching.name_training import LabelledPair, strangers, train
from toolkit.matching.pair_comparisons import PAIR_COMPARISONS

KNOWN = matching_knowledge(knowledge.load())
MODEL = matching.load_model("names")
ROOT = Path(__file__).resolve().parents[2]


def weights(*pairs: tuple[str, str, str]) -> list[float]:
    return [weight for weight, _ in matching.score_names(pairs, KNOWN, MODEL)]


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("Anna Lindqvist", "LINDQVIST Anna", "PERSON"),
        ("Lindqvist, Anna", "Anna Lindqvist", "PERSON"),
        ("Jean-Paul Kerouac", "J.-P. Kerouac", "PERSON"),
        ("Анна Петренко", "Anna Petrenko", "PERSON"),
        ("Tamar Beridze", "თამარ ბერიძე", "PERSON"),
        ("Siemens AG", "Siemens Aktiengesellschaft", "ORG"),
        ("OOO Romashka", "Общество с ограниченной ответственностью Ромашка", "ORG"),
        ("Universität Hamburg", "University of Hamburg", "ORG"),
        ("Dept. of Transport", "Department of Transport", "ORG"),
        ("European Space Agency", "ESA", "ORG"),
        ("NATO", "North Atlantic Treaty Organization", "ORG"),
        ("Red Hat", "RedHat", "ORG"),
    ],
)
def test_one_thing(left: str, right: str, kind: str) -> None:
    weight, probability = matching.score_names([(left, right, kind)], KNOWN, MODEL)[0]
    assert weight > 0 and probability > 0.5


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("Ivan Petrovich Sokolov", "Ivan Andreevich Sokolov", "PERSON"),
        ("Karim Hadi Salim", "Karim Hadi Nasser", "PERSON"),
        ("Anna Lindqvist", "Erik Lindqvist", "PERSON"),
        ("রহিম উদ্দিন", "করিম শেখ", "PERSON"),
        ("Ministry of Transport", "Ministry of Health", "ORG"),
        ("University of Oslo", "University of Bergen", "ORG"),
        ("Hamburg Fund 2007", "Bremen Fund 2009", "ORG"),
        ("European Space Agency", "NASA", "ORG"),
        ("Nordic Bank", "Volvo Trucks", ""),
    ],
)
def test_two_things(left: str, right: str, kind: str) -> None:
    weight, probability = matching.score_names([(left, right, kind)], KNOWN, MODEL)[0]
    assert weight < 0 and probability < 0.5


def test_the_model_is_for_names_and_has_a_card() -> None:
    assert MODEL.scope == "names"
    assert set(MODEL.weights) == {item.name for item in PAIR_COMPARISONS}
    assert (data_root("configs") / "models" / "names.md").is_file()
    assert MODEL.probability(0.0) == 0.5


def test_a_model_for_names_is_refused_for_a_corpus() -> None:
    with pytest.raises(ConfigError, match="names alone"):
        matching.score(matching.Records(()), MODEL, MatchingSettings(), RunSettings())
    text = (data_root("configs") / "models" / "names.json").read_text(encoding="utf-8")
    with pytest.raises(ConfigError, match="scope"):
        parse_model(json.loads(text) | {"scope": "anything"})


NAMES = st.one_of(
    st.sampled_from(["NATO", "Anna Lind", "Siemens AG", "習近平", "(Ltd", "Fund II", "'s", "J."]),
    st.lists(
        st.text(alphabet="abEMк習م.-'\"(, 7ß\u0301", min_size=1, max_size=7), min_size=1, max_size=5
    ).map(" ".join),
)  # fmt: skip
KINDS = st.sampled_from(["PERSON", "ORG", "GPE", "EVENT", "OTHER", "", "NO_KIND"])


@settings(max_examples=6, deadline=None)  # a call costs the same for one pair and for many
@given(st.lists(st.tuples(NAMES, NAMES, KINDS), min_size=1, max_size=40))
def test_order_and_company_of_pairs_change_nothing(pairs: list[tuple[str, str, str]]) -> None:
    found = weights(*pairs)
    assert all(map(math.isfinite, found))
    assert weights(*[(right, left, kind) for left, right, kind in pairs]) == found
    assert weights(*reversed(pairs)) == found[::-1]
    assert weights(pairs[0]) == found[:1]


@settings(max_examples=10, deadline=None)
@given(NAMES, NAMES, KINDS)
def test_the_terms_are_the_weight(left: str, right: str, kind: str) -> None:
    terms, weight, probability = matching.explain_names(left, right, kind, KNOWN, MODEL)
    assert weight == pytest.approx(sum(term.weight for term in terms), abs=1e-9)
    assert terms[0].label == "prior" and terms[0].weight == 0
    assert probability == MODEL.probability(weight)
    assert len(terms) > 1


@settings(max_examples=3, deadline=None)
@given(st.lists(st.tuples(NAMES, KINDS), min_size=5, max_size=30))
def test_a_name_is_itself(names: list[tuple[str, str]]) -> None:
    same = [(name, name, kind) for name, kind in names if any(map(str.isalpha, name))]
    found = weights(*same) if same else []
    assert all(weight > 0 for weight in found), list(zip(same, found, strict=True))


def made_pairs() -> list[LabelledPair]:
    surnames = "Lindqvist Sokolov Kerouac Petrenko Beridze Salim Okafor Moreau".split()
    found = []
    for at, surname in enumerate(surnames):
        other = surnames[at - 1]
        found += [
            LabelledPair(f"Anna {surname}", f"A. {surname}", "PERSON", True, "made"),
            LabelledPair(f"Anna {surname}", f"Erik {surname}", "PERSON", False, "made"),
            LabelledPair(f"{surname} Works Ltd", f"{surname} Works", "ORG", True, "made"),
            LabelledPair(f"{surname} Works", f"{other} Works", "ORG", False, "made"),
        ]
    return found


def test_training_learns_and_knows_no_order() -> None:
    by_hand = matching.load_model("names_by_hand")
    pairs = made_pairs()
    first = train(pairs, KNOWN, by_hand, "made")
    assert train(pairs[::-1], KNOWN, by_hand, "made") == first
    model = parse_model(first.model)
    name = "given and family names"
    # seen and never a match: lower than by hand; never seen: as by hand
    seen, unseen = "one, one differs, first", "several, more differ"
    assert model.weights[name][seen] < by_hand.weights[name][seen]
    assert model.weights[name][unseen] == by_hand.weights[name][unseen]
    own = [(pair.match, weight) for pair, weight in first.held_out if not pair.stranger]
    assert len(own) == len(pairs)
    assert all((weight > 0) == match for match, weight in own)


def test_strangers_never_match() -> None:
    pairs = made_pairs()
    found = strangers(pairs)
    assert found and not any(pair.match for pair in found)
    same = {(pair.left, pair.right) for pair in pairs if pair.match}
    assert not same & {(pair.left, pair.right) for pair in found}


@pytest.mark.shared
@pytest.mark.slow
def test_the_shipped_model_is_what_the_script_makes(shared: Path, tmp_path: Path) -> None:
    """Up to a quarter of a bit: the knowledge grows between two runs of the script."""
    script = [sys.executable, str(ROOT / "scripts" / "build_names_model.py"), str(shared / "bench")]
    made = tmp_path / "names.json"
    done = subprocess.run([*script, str(made)], cwd=ROOT, check=False, capture_output=True)
    assert done.returncode == 0, done.stderr
    found = matching.load_model(str(made))
    for name, levels in MODEL.weights.items():
        assert found.weights[name] == pytest.approx(levels, abs=0.25), name
