"""Codebooks: reading, refusing, finding; the shipped ones."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from toolkit import themes
from toolkit.errors import ConfigError
from toolkit.types import Document, Sentence, ThemeEvidence

PACK = """
name: fish
words:
  catch: [catch, land, haul in]
mask:
  - minister for <Capitals>
themes:
  fishing:
    label: Fishing
    patterns: ["{catch} ...2 fish", "fishing"]
    not: ["phishing|fishing for compliments"]
  herring:
    label: Herring
    parent: fishing
    patterns: ["herring", "red|smoked herring"]
  fleet:
    label: Fleet
    within_names: true
    patterns: ["trawler"]
  neighbours:
    label: Neighbours
    patterns: ["Freedonia waters", "dispute ...4 border"]
"""


@pytest.fixture
def book(tmp_path: Path) -> themes.Codebook:
    path = tmp_path / "fish.yml"
    path.write_text(PACK, encoding="utf-8")
    return themes.load([str(path)])


def find(
    book: themes.Codebook, text: str, masked: list[tuple[int, int]] | None = None
) -> list[tuple[str, str]]:
    whole = Sentence(0, 0, len(text), 0)
    rows = book.find(Document("d", text), [whole], masked or [])
    for row in rows:
        assert text[row.start : row.end] == row.text
        assert row.doc_id == "d"
    return [(row.theme_id, row.text) for row in rows]


def test_evidence_of_a_child_counts_for_its_parent(book: themes.Codebook) -> None:
    assert find(book, "They landed fish and smoked herring.") == [
        ("fishing", "landed fish"), ("fishing", "smoked herring"), ("herring", "smoked herring"),
    ]  # fmt: skip


def test_masks_of_theme_and_pack(book: themes.Codebook) -> None:
    assert find(book, "The Minister for Fishing and Herring is fishing for compliments.") == []
    assert find(book, "The minister is fishing.") == [("fishing", "fishing")]


def test_names_are_hidden_unless_the_theme_wants_them(book: themes.Codebook) -> None:
    text = "The Herring Trawler Company is here."
    assert find(book, text, [(4, 27)]) == [("fleet", "Trawler")]
    assert [theme for theme, _ in find(book, text)] == ["fishing", "herring", "fleet"]


def test_a_name_that_a_pattern_names_stays_visible(book: themes.Codebook) -> None:
    text = "In Freedonia’s waters and Sylvania’s waters"
    masks = [(3, 12), (26, 34)]
    assert find(book, text, masks) == [("neighbours", "Freedonia’s waters")]


def test_a_hidden_name_may_fill_a_gap(book: themes.Codebook) -> None:
    text = "a dispute over Great Sylvanian North Border Waters and the border"
    assert find(book, text, [(15, 50)]) == [("neighbours", text[2:])]


def test_only_body_sentences_and_none_across_two(book: themes.Codebook) -> None:
    text = "Herring. They haul in. Fish is herring."
    sentences = [
        Sentence(0, 0, 8, 0, "caption"), Sentence(1, 9, 22, 0), Sentence(2, 23, 39, 0),
    ]  # fmt: skip
    rows = book.find(Document("d", text), sentences, [])
    assert rows == [
        ThemeEvidence("fishing", "d", 31, 38, "herring", 2),
        ThemeEvidence("herring", "d", 31, 38, "herring", 2),
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    label: Fishing\n", "    labell: Fishing\n", r"fish\.yml: themes\.fishing.*'labell'"),
        ("    label: Fishing\n", "", r"themes\.fishing.*'label' is missing"),
        ("parent: fishing", "parent: fishin", r"themes\.herring\.parent.*\n.*'fishing'"),
        ("parent: fishing", "parent: herring", "its own ancestor"),
        ('["herring", ', "[no, ", r"themes\.herring\.patterns.*list of texts"),
        ("{catch} ...2 fish", "{cach} fish", r"themes\.fishing\.patterns.*'cach'"),
        ("within_names: true", "within_names: maybe", r"themes\.fleet\.within_names"),
        ("  herring:", "  fishing:", "line 12.*written twice"),
        ("themes:", "topics:", r"unknown key 'topics'"),
        ("label: Fishing", "label: [", "not a readable YAML"),
    ],
)
def test_malformed_codebooks_name_file_and_key(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert old in PACK
    path = tmp_path / "fish.yml"
    path.write_text(PACK.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ConfigError, match=said):
        themes.load([str(path)])


def test_unknown_pack() -> None:
    with pytest.raises(ConfigError, match="policy"):
        themes.load(["polcy"])
    with pytest.raises(ConfigError, match=r"missing\.yml"):
        themes.load(["elsewhere/missing.yml"])


def test_fingerprint_follows_the_content(book: themes.Codebook, tmp_path: Path) -> None:
    path = tmp_path / "other.yml"
    path.write_text(PACK.replace("trawler", "ferry"), encoding="utf-8")
    other = themes.load([str(path)])
    assert other.fingerprint != book.fingerprint
    both = themes.load([str(tmp_path / "fish.yml"), str(path)])
    assert find(both, "A ferry, no trawler.") == [("fleet", "ferry")]


SHIPPED = ("policy", "european_defence")


@pytest.mark.parametrize("packs", [SHIPPED, SHIPPED[:1], SHIPPED[1:]])
def test_shipped_packs_load_alone_and_together(packs: tuple[str, ...]) -> None:
    book = themes.load(packs)
    assert len(book.themes) >= 35 * len(packs)
    assert all(theme.patterns and theme.label for theme in book.themes)
    labels = [theme.label for theme in book.themes]
    assert len(set(labels)) == len(labels)


def test_every_shipped_pattern_compiles() -> None:
    for theme in themes.load(SHIPPED).themes:
        for pattern in (*theme.patterns, *theme.masks):
            assert pattern.regex.groups == 0, pattern.text


@pytest.mark.parametrize(
    ("text", "expected", "unexpected"),
    [
        ("Firms must ramp up the production of shells.", "production_scale_up", ""),
        ("Member states may jointly procure air defence systems.", "joint_procurement", ""),
        ("Member states may jointly procure air defence systems.", "procurement", ""),
        ("The Commissioner for Space and Innovation was present.", "", "space"),
        ("The Commissioner for Space and Innovation was present.", "", "innovation"),
        ("There was no parking space for visitors.", "", "space"),
        ("Allies will spend 3.5% of GDP on defense.", "defence_spending", ""),
        ("Unmanned aerial vehicles changed the front.", "unmanned_systems", ""),
        ("The armed conflict in Ukraine goes on.", "", "support_to_ukraine"),
        ("Italy sent military aid to Ukraine.", "support_to_ukraine", ""),
        ("The parliament voted to simplify reporting rules.", "simplification", ""),
        ("Cooperation between NATO and the EU matters.", "nato_eu_cooperation", ""),
        ("Cooperation between the EU and Ukraine matters.", "", "nato_eu_cooperation"),
        ("Key partner countries attended.", "", "public_private"),
        ("Government debt rose to 60% of GDP last year.", "", "defence_spending"),
        ("A 55% target for emissions was agreed.", "", "defence_spending"),
        ("Military aid to Israel was debated.", "", "support_to_ukraine"),
    ],
)
def test_shipped_themes(text: str, expected: str, unexpected: str) -> None:
    found = {theme for theme, _ in find(themes.load(SHIPPED), text)}
    assert not expected or expected in found
    assert not unexpected or unexpected not in found


def test_order_of_masks_does_not_matter(book: themes.Codebook) -> None:
    text = "Herring Bay and Trawler Bay land fish."
    masks = [(0, 11), (16, 27), (0, 7)]
    assert find(book, text, masks) == find(book, text, masks[::-1])


def test_the_example_of_the_reference_is_valid(tmp_path: Path) -> None:
    page = Path(__file__).parents[2] / "docs" / "reference" / "codebook.md"
    example = page.read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]
    path = tmp_path / "water.yml"
    path.write_text(example, encoding="utf-8")
    assert find(themes.load([str(path)]), "Cities use less drinking water.") == [
        ("water", "use less drinking water"), ("saving", "use less drinking water"),
    ]  # fmt: skip


@pytest.mark.slow
def test_matching_is_not_slow() -> None:
    book = themes.load(SHIPPED)
    filler = "the committee met on Tuesday and heard what its members had to say of it"
    lines = [f"{filler}, {theme.label} among other things." for theme in book.themes] * 40
    text, sentences, at = " ".join(lines), [], 0
    for number, line in enumerate(lines):
        sentences.append(Sentence(number, at, at + len(line), 0))
        at += len(line) + 1
    document = Document("d", text)
    assert len(book.find(document, sentences, [])) > len(lines) / 3
    start = time.perf_counter()
    book.find(document, sentences, [])
    # measured in benchmarks/ (over 200,000 words a second); this is a generous ceiling
    assert len(text.split()) / (time.perf_counter() - start) > 10_000


@pytest.mark.parametrize(
    "text",
    ["strengthen " * 20_000 + "production", ("strengthen" + " " * 500) * 400 + "production",
     "Minister for " + "Ab " * 50_000, "1," * 50_000 + " debt of GDP 5%", "a" * 200_000,
     "Minister for Space and space industry " * 3_000],
    ids=["verbs", "spaces", "capitals", "digits", "letters", "titles"],
)  # fmt: skip
def test_odd_texts_take_linear_time(text: str) -> None:
    book = themes.load(SHIPPED)
    start = time.perf_counter()
    find(book, text)
    assert time.perf_counter() - start < 20  # a quadratic search takes minutes
