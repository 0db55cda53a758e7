# ruff: noqa: E501  (a line of a marked text is a sentence)
"""Hand-made comparisons. Texts are written with marks: `[the Council|council]` mentions an actor,
`{new cables|grid}` shows a theme, a line that starts with `~credit ` is left out of all counts.
One line is one sentence, an empty line ends a paragraph.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from hostile_strings import STRINGS

from toolkit.comparison.figures import Distinctiveness, Interval, Overlap
from toolkit.comparison.result import (
    Actor,
    Audit,
    Comparison,
    Count,
    Evidence,
    Finding,
    Group,
    ResolvedName,
    Segment,
    SourceText,
    Theme,
    ThemeCount,
    Tie,
    WrittenForm,
)
from toolkit.types import BODY, Document, Explanation, Mention, Sentence, Term, ThemeEvidence, Zone

MARK = re.compile(r"\[([^|\]]+)\|(\w+)\]|\{([^|}]+)\|(\w+)\}")


@dataclass(frozen=True)
class Text:
    group: str
    name: str
    title: str
    marked: str


@dataclass
class Corpus:
    """Marked texts with the names of what they mark."""

    texts: Sequence[Text]
    actors: dict[str, tuple[str, str]]
    themes: dict[str, tuple[str, str]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    sources: list[SourceText] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    cues: list[tuple[str, ThemeEvidence]] = field(default_factory=list)

    def read(self) -> None:
        for text in self.texts:
            self._read(text)

    def _read(self, text: Text) -> None:
        plain, sentences, paragraph = "", [], 0
        doc_id = f"{text.group}/{text.name}"
        for line in text.marked.strip().split("\n"):
            if not line.strip():
                paragraph += 1
                continue
            plain += "\n" if plain else ""
            zone = "credit" if line.startswith("~credit ") else BODY
            start, rest = len(plain), line.removeprefix("~credit ")
            at = 0
            for mark in MARK.finditer(rest):
                plain += rest[at : mark.start()]
                at = mark.end()
                shown = mark[1] or mark[3]
                begin = len(plain)
                plain += shown
                self._note(text.group, doc_id, (begin, len(plain)), shown, mark, len(sentences))
            plain += rest[at:]
            sentences.append(Sentence(len(sentences), start, len(plain), paragraph, zone))
        zones = tuple(Zone(s.start, s.end, s.zone) for s in sentences if s.zone != BODY)
        document = Document(
            doc_id, plain, text.group, text.title, lang="en", source=f"{doc_id}.txt", zones=zones
        )
        self.sources.append(SourceText(document, tuple(sentences)))

    def _note(
        self, group: str, doc_id: str, span: tuple[int, int], shown: str, mark: re.Match[str],
        number: int,
    ) -> None:  # fmt: skip
        if mark[2]:
            mention = Mention(doc_id, *span, shown)
            form = "acronym" if shown.isupper() else "name"
            self.evidence.append(
                Evidence(mention.mention_id, mark[2], doc_id, group, *span, shown, form, number)
            )
        else:
            self.cues.append((group, ThemeEvidence(mark[4], doc_id, *span, shown, number)))


def build(corpus: Corpus) -> Comparison:
    """All figures of a comparison from its marks, as the formulas of the design have them."""
    corpus.read()
    ids = list(dict.fromkeys(text.group for text in corpus.texts))
    groups = tuple(_group(corpus, group) for group in ids)
    actors = tuple(
        _actor(corpus, groups, key)
        for key in sorted(corpus.actors, key=lambda k: (-_total(corpus, k), k))
        if _total(corpus, key)
    )
    themes = tuple(_theme(corpus, groups, key) for key in corpus.themes)
    regions = Counter(" & ".join(actor.groups) for actor in actors)
    shared = sum(len(actor.groups) == len(ids) for actor in actors)
    return Comparison(
        groups=groups,
        actors=actors,
        themes=tuple(theme for theme in themes if theme.evidence),
        overlap=Overlap(
            shared,
            len(actors),
            dict(sorted(regions.items())),
            jaccard=shared / max(len(actors), 1) if len(ids) == 2 else None,
        ),
        answer=_answer(actors, len(ids), shared),
        findings=_findings(actors, groups),
        caveats=(
            "Descriptive only. Few documents in a group: differences describe these texts.",
            "Intervals treat mentions as independent.",
            "Zero means that no mention was found.",
        ),
        ties=_ties(corpus),
        audit=_audit(actors),
        sources=tuple(corpus.sources),
        evidence=tuple(corpus.evidence),
        provenance={
            "toolkit": "0.1.0",
            "Model": "policy",
            "Extractor": "rules",
            "Seed": "7",
            "Command": "toolkit compare sample.duckdb --groups " + ",".join(ids),
        },
    )


def _total(corpus: Corpus, actor: str) -> int:
    return sum(row.entity_id == actor for row in corpus.evidence)


def _group(corpus: Corpus, group: str) -> Group:
    sources = [s for s in corpus.sources if s.document.group == group]
    rows = [row for row in corpus.evidence if row.group == group]
    bodies = [
        source.document.text[sentence.start : sentence.end]
        for source in sources
        for sentence in source.sentences
        if sentence.zone == BODY
    ]
    return Group(
        id=group,
        label=corpus.labels.get(group, group),
        documents=len(sources),
        words=sum(len(body.split()) for body in bodies),
        sentences=len(bodies),
        mentions=len(rows),
        actors=len({row.entity_id for row in rows}),
    )


def _actor(corpus: Corpus, groups: Sequence[Group], key: str) -> Actor:
    rows = [row for row in corpus.evidence if row.entity_id == key]
    found = Counter(row.group for row in rows)
    counts = {}
    for group in groups:
        named = len({row.doc_id for row in rows if row.group == group.id})
        n = found[group.id]
        counts[group.id] = Count(
            n, named, round(1000 * n / max(group.words, 1), 2), wilson(named, group.documents)
        )
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        forms[row.text][row.group] += 1
    written = [WrittenForm(text, "name", dict(sorted(n.items()))) for text, n in forms.items()]
    name, kind = corpus.actors[key]
    return Actor(
        entity_id=key,
        name=name,
        kind=kind,
        counts=counts,
        groups=tuple(group.id for group in groups if found[group.id]),
        forms=tuple(sorted(written, key=lambda f: (-sum(f.counts.values()), f.text))),
        distinctiveness={g.id: _log_odds(found, groups, g) for g in groups} if groups[1:] else {},
        mention_ids=tuple(row.mention_id for row in rows),
        weakest_link=4.2 if len(forms) > 1 else None,
    )


def wilson(k: int, n: int) -> Interval:
    if not n:
        return Interval(0, 0, 1)
    z, p = 1.96, k / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return Interval(p, max(0.0, middle - half), min(1.0, middle + half))


def _log_odds(found: Counter[str], groups: Sequence[Group], group: Group) -> Distinctiveness:
    here, rest = found[group.id], sum(found.values()) - found[group.id]
    total, others = group.mentions, sum(g.mentions for g in groups) - group.mentions
    value = math.log((here + 0.5) / (total - here + 0.5)) - math.log(
        (rest + 0.5) / (others - rest + 0.5)
    )
    error = math.sqrt(1 / (here + 0.5) + 1 / (rest + 0.5))
    low, high = value - 1.96 * error, value + 1.96 * error
    clear = low > 0 or high < 0
    q = 0.01 if clear else 0.6
    return Distinctiveness(Interval(value, low, high), value / error, clear, clear, q, q)


def _theme(corpus: Corpus, groups: Sequence[Group], key: str) -> Theme:
    cues = [(group, cue) for group, cue in corpus.cues if cue.theme_id == key]
    counts = {}
    for group in groups:
        mine = [cue for where, cue in cues if where == group.id]
        n = len({(cue.doc_id, cue.sentence) for cue in mine})
        share = wilson(n, group.sentences)
        counts[group.id] = ThemeCount(len(mine), len({cue.doc_id for cue in mine}), n, share)
    label, parent = corpus.themes[key]
    difference = None
    if len(groups) == 2:
        a, b = (counts[group.id].share for group in groups)
        d = a.estimate - b.estimate
        low = d - math.hypot(a.estimate - a.low, b.high - b.estimate)
        difference = Interval(d, low, d + math.hypot(a.high - a.estimate, b.estimate - b.low))
    present = tuple(group.id for group in groups if counts[group.id].spans)
    return Theme(key, label, parent, counts, present, tuple(cue for _, cue in cues), difference)


def _ties(corpus: Corpus) -> tuple[Tie, ...]:
    cues = defaultdict(set)
    for _, cue in corpus.cues:
        cues[cue.doc_id, cue.sentence].add(cue.theme_id)
    found = {
        (row.entity_id, theme, row.group, row.doc_id, row.sentence)
        for row in corpus.evidence
        for theme in cues[row.doc_id, row.sentence]
    }
    weights = Counter(key[:3] for key in found)
    return tuple(Tie(*key, weights[key]) for key in sorted(weights))


def _answer(actors: Sequence[Actor], groups: int, shared: int) -> tuple[Segment, ...]:
    if not actors or groups < 2:
        return ()
    names = [actor for actor in actors if len(actor.groups) == groups][:4]
    parts = [Segment(f"{shared} of {len(actors)} actors are named in every group")]
    for i, actor in enumerate(names):
        parts.append(Segment(": " if i == 0 else " and " if i == len(names) - 1 else ", "))
        parts.append(Segment(actor.name, "actor", actor.entity_id))
    return (*parts, Segment("."))


def _findings(actors: Sequence[Actor], groups: Sequence[Group]) -> tuple[Finding, ...]:
    found = []
    for group in groups[:2] if groups[1:] else ():
        own = [actor for actor in actors if actor.groups == (group.id,)]
        if own:
            n = own[0].counts[group.id].mentions
            body = (
                Segment("It names "),
                Segment(own[0].name, "actor", own[0].entity_id),
                Segment(" "),
                Segment(f"{n} times", "actor", own[0].entity_id, group.id),
                Segment("; the other texts never do."),
            )
            found.append(Finding("only", f"Only {group.label} names {own[0].name}", body))
    return tuple(found)


def _audit(actors: Sequence[Actor]) -> Audit:
    terms = (
        Term("prior", -4.0),
        Term("name", 7.5, "all words agree"),
        Term("type", 1.2),
        Term("kind of body", -0.5, "Council and Office"),
    )
    resolved = []
    for actor in actors:
        texts = [form.text for form in actor.forms]
        pairs = ()
        if len(texts) > 1:
            pairs = (
                Explanation(texts[0], texts[1], "merged", "match weight above the threshold",
                            terms, 4.2, 0.95, ("acronym in brackets",)),
            )  # fmt: skip
        rules = {"acronym in brackets": 1} if pairs else {}
        resolved.append(ResolvedName(actor.entity_id, actor.name, actor.kind, rules, pairs,
                                     actor.weakest_link))  # fmt: skip
    refused = Explanation("Grid Council", "Grid Office", "refused", "different head noun", terms,
                          4.2, 0.95)  # fmt: skip
    near = Explanation("Vell", "Port of Vell", "below threshold", "threshold 1.0", terms[:2], 0.4,
                       0.57)  # fmt: skip
    return Audit(tuple(resolved), (refused,), (near,), ("the Minister: Ines Aune or Jon Sand",))


ACTORS = {
    "council": ("Northern Grid Council", "ORG"),
    "aune": ("Ines Aune", "PERSON"),
    "sand": ("Jon Sand", "PERSON"),
    "vell": ("Vell", "GPE"),
    "port": ("Port of Vell", "FACILITY"),
    "plan": ("Cable and Storage Action Plan", "PROGRAMME"),
    "charter": ("Harbour Charter", "DOCUMENT"),
    "league": ("League of Harbour Towns", "ORG"),
    "forum": ("Winter Energy Forum", "EVENT"),
    "long": ("Interregional Commission for the Coordination of Offshore Cable Landing Points, "
             "Converter Stations and Cross-Border Storage Facilities in the Northern Basin", "ORG"),
    "word": ("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
             "ORG"),
    "kyst": ("Kystland", "GPE"),
}  # fmt: skip
THEMES = {
    "grid": ("New cables and grids", "Energy"),
    "money": ("Funding and cost", "Economy"),
    "jobs": ("Skills and jobs", "Economy"),
    "storm": ("Storms and supply", "Security"),
}
COUNCIL = [
    Text("council", "c1", "Opening of the Winter Energy Forum", """
~credit Photograph: press desk of the forum
The [Northern Grid Council|council] ([NGC|council]) opened the [Winter Energy Forum|forum] in [Vell|vell].
[NGC|council] chair [Ines Aune|aune] asked for {new cables|grid} before the next {storm|storm}.

“The [Cable and Storage Action Plan|plan] is late”, [Aune|aune] said.
She wants {cheaper loans|money} for {grid lines|grid} to [Kystland|kyst].
"""),
    Text("council", "c2", "What the council decided", """
The [NGC|council] adopted the [Action Plan|plan] with {a budget of nine million|money}.
[Jon Sand|sand] of [Vell|vell] voted against it.
The [Interregional Commission for the Coordination of Offshore Cable Landing Points, Converter Stations and Cross-Border Storage Facilities in the Northern Basin|long] will check the {landing points|grid}.

[Kystland|kyst] offers {training|jobs} for a hundred engineers.
"""),
]  # fmt: skip
LEAGUE = [
    Text("league", "h1", "Harbour towns answer", """
The [League of Harbour Towns|league] met at the [Port of Vell|port] in [Vell|vell].
The [League|league] signed the [Harbour Charter|charter], which promises {apprenticeships|jobs}.
[Jon Sand|sand] called the {storm damage|storm} of last winter a warning.

The [Harbour Charter|charter] says nothing about {cables|grid}.
[Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft|word] trains {welders|jobs}.
"""),
    Text("league", "h2", "Letter to the council", """
Mayor [Sand|sand] wrote to the [Northern Grid Council|council] about {dock jobs|jobs}.
The [League|league] wants {a fund|money} for [Vell|vell] and a seat in the [Winter Energy Forum|forum].
~credit Subscribe to our letter
"""),
]  # fmt: skip
ISLES = [
    Text(
        "isles",
        "i1",
        "Islands ask for a link",
        """
[Kystland|kyst] and the islands asked the [Northern Grid Council|council] for {one cable|grid}.
[Sand|sand] did not answer, [Vell|vell] did.
""",
    ),
]
LABELS = {"council": "Council texts", "league": "Harbour letters", "isles": "Island notes"}


def two_groups() -> Comparison:
    return build(Corpus([*COUNCIL, *LEAGUE], ACTORS, THEMES, LABELS))


def three_groups() -> Comparison:
    return build(Corpus([*COUNCIL, *LEAGUE, *ISLES], ACTORS, THEMES, LABELS))


def seven_groups() -> Comparison:
    """Right-to-left, Greek and Chinese names among them, and one group that shares nothing."""
    names = ACTORS | {"cairo": ("جامعة القاهرة", "ORG"), "haifa": ("אוניברסיטת חיפה", "ORG"),
                      "beijing": ("北京大学", "ORG"), "athens": ("Πανεπιστήμιο Αθηνών", "ORG")}  # fmt: skip
    lines = [
        "The [Northern Grid Council|council] met [جامعة القاهرة|cairo] about {cables|grid}.",
        "[אוניברסיטת חיפה|haifa] (חיפה) אמרה {כבלים|grid} לפני [Vell|vell].",
        "اجتمع [جامعة القاهرة|cairo] مع [北京大学|beijing] بشأن {الطاقة|money}.",
        "[Πανεπιστήμιο Αθηνών|athens] and [Vell|vell] want {a fund|money}.",
        "[Vell|vell] asked the [Northern Grid Council|council] for {training|jobs}.",
        "[Kystland|kyst] fears {storms|storm} more than [Vell|vell] does.",
        "[Jon Sand|sand] was alone.",
    ]
    texts = [Text(f"g{i}", "t", f"Text {i}", line) for i, line in enumerate(lines)]
    return build(Corpus(texts, names, THEMES))


def one_group() -> Comparison:
    return build(Corpus(COUNCIL, ACTORS, THEMES, LABELS))


def no_shared_actors() -> Comparison:
    a = Text("a", "1", "First", "[Ines Aune|aune] spoke of {cables|grid}.\nNobody else did.")
    b = Text("b", "1", "Second", "[Kystland|kyst] was silent.")
    return build(Corpus([a, b], ACTORS, THEMES))


def no_themes() -> Comparison:
    a = Text("a", "1", "First", "[Ines Aune|aune] spoke.")
    b = Text("b", "1", "Second", "[Ines Aune|aune] was silent.")
    return build(Corpus([a, b], ACTORS))


def no_mentions() -> Comparison:
    a, b = Text("a", "1", "", "Nothing is named here."), Text("b", "1", "", "Nor here.")
    return build(Corpus([a, b], {}))


# A part of the strings, so that pages stay small: tests/browser/test_hostile_page.py has all of them.
HOSTILE = (*(STRINGS[name] for name in (
    "script", "image", "svg out of an attribute", "attribute", "end of script", "comment",
    "end of style", "end of title", "address", "Jinja", "name of a prototype",
    "name of a constructor", "formula", "entities", "right to left", "NUL", "escape",
    "bell and backspaces", "line separators", "half a character", "JSON", "template literal",
)), STRINGS["long"][:400])  # fmt: skip


def hostile() -> Comparison:
    """Every place that text can come from holds every hostile string."""
    groups, documents, actors, themes = [], [], [], []
    attribute, turned = STRINGS["attribute"], STRINGS["right to left"]
    evidence, cues = [], defaultdict(list)
    for side in (0, 1):
        group = f'{side} <i a="{attribute}">--{turned}'
        groups.append(Group(group, HOSTILE[side] + STRINGS["NUL"], 1, 99, 20, 20, 20))
        text, sentences = "", []
        doc_id = f"{side}/{STRINGS['image']}"
        for n, payload in enumerate(HOSTILE):
            start = len(text)
            text += payload + " said\r\n🙂 so. "
            sentences.append(Sentence(n, start, len(text) - 1, n // 3, BODY))
            end = start + len(payload)
            mention = Mention(doc_id, start, end, payload)
            evidence.append(
                Evidence(mention.mention_id, payload, doc_id, group, start, end, payload, "name", n)
            )
            cues[payload].append(ThemeEvidence(payload, doc_id, end + 1, end + 5, "said", n))
        start = len(text)
        text += STRINGS["script"]
        sentences.append(
            Sentence(len(sentences), start, len(text), 99, STRINGS["svg out of an attribute"])
        )
        documents.append(
            SourceText(
                Document(doc_id, text, group, STRINGS["end of title"], STRINGS["attribute"], STRINGS["attribute"], STRINGS["image"],
                         STRINGS["end of script"]),
                tuple(sentences),
            )
        )  # fmt: skip
    ids = [group.id for group in groups]
    share = Interval(0.05, 0.01, 0.2)
    for payload in HOSTILE:
        actors.append(
            Actor(
                payload, payload, payload, {g: Count(1, 1, 10.1, share) for g in ids}, tuple(ids),
                tuple(WrittenForm(p, p, dict.fromkeys(ids, 1)) for p in (payload, STRINGS["script"])),
                {g: Distinctiveness(Interval(0, -1, 1), 0, False) for g in ids},
                tuple(row.mention_id for row in evidence if row.entity_id == payload),
            )
        )  # fmt: skip
        themes.append(
            Theme(payload, payload, payload, {g: ThemeCount(1, 1, 1, share) for g in ids},
                  tuple(ids), tuple(cues[payload]), Interval(0, -0.1, 0.1))
        )  # fmt: skip
    pairs = tuple(
        Explanation(p, p, p, p, (Term(p, 1.0, p), Term(p, -2.0, p)), -1.0, 0.3, (p,))
        for p in HOSTILE
    )
    return Comparison(
        groups=tuple(groups),
        actors=tuple(actors),
        themes=tuple(themes),
        overlap=Overlap(len(actors), len(actors), {" & ".join(ids): len(actors)}),
        answer=(*(Segment(p, "actor", p, ids[0]) for p in HOSTILE), Segment(STRINGS["script"])),
        findings=tuple(Finding(p, p, (Segment(p), Segment(p, "theme", p))) for p in HOSTILE),
        caveats=HOSTILE,
        ties=tuple(Tie(p, p, g, 1) for p in HOSTILE for g in ids),
        audit=Audit(tuple(ResolvedName(p, p, p, {p: 1}, pairs[:2], 1.0) for p in HOSTILE), pairs,
                    pairs, HOSTILE),
        sources=tuple(documents),
        evidence=tuple(evidence),
        provenance={p: p for p in HOSTILE},
    )  # fmt: skip


def many(documents: int, sentences: int, actors: int) -> Comparison:
    """Two groups with texts of a given size, two mentions in most sentences; no randomness."""
    names = {f"a{i}": (f"{'Northern Western Inner Outer'.split()[i % 4]} Board {i}", "ORG")
             for i in range(actors)}  # fmt: skip
    texts = []
    for d in range(documents):
        lines = []
        for s in range(sentences):
            i, j = (d * 7 + s * 3) % actors, (d * 11 + s * 5 + 1) % actors
            cue = list(THEMES)[(d + s) % 4]
            lines.append(
                f"In the debate of the day the [{names[f'a{i}'][0]}|a{i}] told the "
                f"[{'Board' if s % 3 else names[f'a{j}'][0]}|a{j}] that {{the matter|{cue}}} "
                "cannot wait for another season of talks." + ("\n" if s % 4 == 3 else "")
            )
        texts.append(Text("ab"[d % 2], f"d{d}", f"Document {d}", "\n".join(lines)))
    return build(Corpus(texts, names, THEMES))
