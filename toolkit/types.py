"""The rows that flow through the house. Read this file first.

Document -> Mention -> Chain -> Record -> ScoredPair -> Cluster -> Entity -> Graph -> Comparison

All are frozen values. Offsets are Unicode code points into `Document.text`; spans are half-open,
so `text[start:end]` is the span. Ids come from content, never from a counter. Sets of rows live
in DuckDB and travel as Arrow tables with columns of the same names; these classes are used where
one row at a time is natural.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, field
from typing import Any

from toolkit.printable import printable
from toolkit.quickly_made import quickly_made
from toolkit.value import Value, safe

TYPES = (
    "PERSON", "ORG", "GPE", "LOC", "EVENT", "PROGRAMME", "DOCUMENT", "PRODUCT", "FACILITY", "OTHER",
)  # fmt: skip
FORMS = ("name", "acronym", "surname", "given", "demonym", "short", "nominal")
BEGINNING = 80  # characters of a document in its repr
BODY = "body"
REPRINT = "reprint"  # a zone: printed before by another document of the group
REPEATED = "repeated"  # a zone: comes back in many documents of a publisher
SHARED = (REPRINT, REPEATED)  # zones that depend on other documents; extractors read them as body


def content_id(prefix: str, *parts: object) -> str:
    """A short id made from content: equal parts give equal ids on every machine and run."""
    text = "\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")
    return prefix + hashlib.blake2b(text, digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Zone(Value):
    """A stretch of a document that is shown but never counted. `kind` says why."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Sentence(Value):
    """One sentence; `number` counts from 0 in the document, `paragraph` likewise."""

    number: int
    start: int
    end: int
    paragraph: int
    zone: str = BODY


@dataclass(frozen=True, slots=True, repr=False)
class Document(Value):
    """One text with its group and what is known of its origin.

    `doc_id` is the path relative to the ingested folder, POSIX, without suffix. `sha256` is of
    the text as stored (UTF-8). `source` is the path relative to the ingested folder or whatever
    the caller gave; it never holds an absolute path.
    """

    doc_id: str
    text: str
    group: str = "all"
    title: str = ""
    date: str = ""
    lang: str = ""
    publisher: str = ""
    source: str = ""
    zones: tuple[Zone, ...] = ()

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def __repr__(self) -> str:
        start = " ".join(self.text[:BEGINNING].split()) + "..." * (len(self.text) > BEGINNING)
        size = f"{len(self.text):,} characters"
        return printable(f"<document {self.doc_id} of {self.group}, {size}: {start}>")


@quickly_made
@dataclass(frozen=True, slots=True)
class Mention(Value):
    """An exact span of a document that names something.

    `type` is one of TYPES, `form` one of FORMS. `norm` is a canonical written form where the
    extractor knows one ("Dutch" -> "Netherlands"), `knowledge_id` an id of the curated knowledge.
    `source` names the extractor and `rule` its rule. `nested` mentions lie inside a longer one
    and are never counted. `confidence` is in (0, 1].
    """

    doc_id: str
    start: int
    end: int
    text: str
    type: str = "OTHER"
    form: str = "name"
    norm: str = ""
    knowledge_id: str = ""
    source: str = "given"
    rule: str = ""
    confidence: float = 1.0
    zone: str = BODY
    nested: bool = False
    copy: int = 0  # numbers mentions that were given twice for one span
    _id: str = field(default="", init=False, repr=False, compare=False)  # where it was asked

    @property
    def mention_id(self) -> str:
        if not self._id:
            of = f"{self.doc_id}\x1f{self.start}\x1f{self.end}\x1f{self.nested}\x1f{self.copy}"
            object.__setattr__(self, "_id", content_id("m", of))
        return self._id


@quickly_made
@dataclass(frozen=True, slots=True)
class Link:
    """Why a mention belongs to its chain: it was tied to `target` by `rule`."""

    mention_id: str
    target_id: str
    rule: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Role:
    """A role that the text gives a person: evidence, not identity."""

    title: str
    organisation: str
    start: int
    end: int


@quickly_made
@dataclass(frozen=True, slots=True)
class Chain:
    """The mentions of ONE document that name one thing, first mention first."""

    chain_id: str
    doc_id: str
    type: str
    mentions: tuple[Mention, ...]
    links: tuple[Link, ...] = ()
    roles: tuple[Role, ...] = ()
    knowledge_id: str = ""


@dataclass(frozen=True, slots=True)
class Term(Value):
    """One line of a waterfall: `weight` in bits (log2 of a Bayes factor), positive = same."""

    label: str
    weight: float
    detail: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Explanation(Value):
    """Why two names are one entity, or two. Printed, it is its waterfall; static in a notebook.

    `terms` are the prior, each comparison level and each term-frequency part; they sum to
    `match_weight` (bits). `verdict` is one of "same chain", "merged", "merged through others",
    "refused", "below threshold", "not compared". `decided_by` says in words which rule, constraint
    or threshold decided. `chain_rules` are the within-document links of both names, `judgements`
    what people said that ties or parts them, `candidates` what an unresolved short name may be.
    """

    left: str
    right: str
    verdict: str
    decided_by: str
    terms: tuple[Term, ...] = ()
    match_weight: float | None = None
    probability: float | None = None
    chain_rules: tuple[str, ...] = ()
    left_id: str = ""
    right_id: str = ""
    judgements: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[tuple[str, str], ...]:
        """What decided beside the weights: (sort, text), in the order in which it is read."""
        said = [("judged", text) for text in self.judgements]
        said += [("may be", text) for text in self.candidates]
        return tuple(said + [("in a document", rule) for rule in self.chain_rules])

    def to_dict(self) -> dict[str, Any]:
        """Texts, numbers, lists and None, ready for `json.dumps`."""
        return asdict(self)

    def __str__(self) -> str:
        lines = [f"{self.left}  |  {self.right}", f"{self.verdict}: {self.decided_by}"]
        lines += [f"  {sort}: {text}" for sort, text in self.notes]
        width = max((len(term.label) for term in self.terms), default=0)
        for term in self.terms:
            lines.append(f"  {term.label:<{width}}  {term.weight:+7.2f}  {term.detail}".rstrip())
        if self.match_weight is not None:
            total = f"  {'match weight':<{width}}  {self.match_weight:+7.2f}"
            known = self.probability is not None
            lines.append(total + (f"  p = {self.probability:.3f}" if known else ""))
        return printable("\n".join(lines))

    __repr__ = __str__

    def _repr_html_(self) -> str:
        """The same as static HTML: no script, no style, every text escaped."""
        notes = "".join(f"<li>{sort}: {safe(text)}</li>" for sort, text in self.notes)
        rows = [(t.label, t.detail, f"{t.weight:+.2f}") for t in self.terms]
        if self.match_weight is not None:
            chance = "" if self.probability is None else f"probability {self.probability:.3f}"
            rows.append(("match weight", chance, f"{self.match_weight:+.2f}"))
        body = "".join(
            f"<tr><th>{safe(a)}</th><td>{safe(b)}</td><td>{c}</td></tr>" for a, b, c in rows
        )
        head = f"<p><b>{safe(self.left)}</b> | <b>{safe(self.right)}</b></p>"
        verdict = f"<p>{safe(self.verdict)}: {safe(self.decided_by)}</p>"
        table = "<table><caption>Weights in bits</caption><tbody>" + body + "</tbody></table>"
        return head + verdict + (f"<ul>{notes}</ul>" if notes else "") + (table if rows else "")


@dataclass(frozen=True, slots=True)
class Entity(Value):
    """What a set of chains names: a stable id, a canonical name, all written forms."""

    entity_id: str
    kind: str
    name: str
    aliases: tuple[str, ...] = ()
    mentions: int = 0
    documents: int = 0
    groups: dict[str, int] = field(default_factory=dict)
    knowledge_id: str = ""
    weakest_link: float | None = None
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ThemeEvidence(Value):
    """A span that a theme's pattern matched."""

    theme_id: str
    doc_id: str
    start: int
    end: int
    text: str
    sentence: int
