"""What a person is asked about two names, as a value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from toolkit.corpus.effects import Effect
from toolkit.corpus.summaries import Quote
from toolkit.entities import Judgement
from toolkit.printable import printable
from toolkit.types import Explanation, content_id
from toolkit.value import Value, safe

JOINED, BELOW, REFUSED = "joined by a weak pair", "just below the threshold", "refused merge"
SHORT, ALARM = "unresolved short name", "alarm"


@dataclass(frozen=True, slots=True, repr=False)
class Side(Value):
    """One of the two names. `doc_id` says which bearer of the name is meant ("" = all of them),
    `entity` what it belongs to now."""

    name: str
    kind: str
    doc_id: str
    entity: str
    documents: int
    mentions: int
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Question(Value):
    """Are two names one thing? `joined` says what the corpus thinks now.

    `probability` is that of "same", `effect` how far the two answers lie apart, `priority` the
    product p (1 - p) x size of the effect by which questions are ordered. `if_same` and
    `if_different` say what would change; one of the two changes nothing.
    """

    question_id: str
    reason: str
    text: str
    left: Side
    right: Side
    joined: bool
    probability: float
    effect: Effect
    if_same: tuple[str, ...]
    if_different: tuple[str, ...]
    records: tuple[str, str]
    explanation: Explanation | None = None

    @property
    def priority(self) -> float:
        return round(self.probability * (1 - self.probability) * self.effect.size, 6)

    def judgement(self, verdict: str, by: str = "", at: str = "", why: str = "") -> Judgement:
        """The answer as a line of judgements: same, different, related or unsure."""
        return Judgement(
            self.left.name, self.right.name, verdict, by, at, why,
            left_doc=self.left.doc_id, right_doc=self.right.doc_id,
        )  # fmt: skip

    def to_dict(self) -> dict[str, Any]:
        found = asdict(self)
        del found["records"], found["explanation"]
        found["effect"] |= {"size": round(self.effect.size, 6)}
        explained = self.explanation.to_dict() if self.explanation else None
        return found | {"priority": self.priority, "explanation": explained}

    def __str__(self) -> str:
        change = "; ".join(self.if_different if self.joined else self.if_same)
        answer = "different" if self.joined else "same"
        names = f"{self.left.name} | {self.right.name}"
        return printable(f"{names} ({self.reason}): {answer} {change}")


@dataclass(frozen=True, slots=True)
class Queue(Value):
    """Questions, the one that matters most first; `total` counts also those left out."""

    questions: tuple[Question, ...]
    total: int

    def to_dict(self) -> dict[str, Any]:
        """The questions and `total`, as `toolkit review --json` has them."""
        return {"questions": [question.to_dict() for question in self], "total": self.total}

    def __len__(self) -> int:
        return len(self.questions)

    def __iter__(self) -> Iterator[Question]:
        return iter(self.questions)

    def __getitem__(self, number: int) -> Question:
        return self.questions[number]

    def __str__(self) -> str:
        lines = [f"{len(self)} of {self.total} questions"]
        return "\n".join([*lines, *(f"{q.priority:8.3f}  {q}" for q in self)])

    __repr__ = __str__

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{q.priority:.3f}</td><td>{safe(q.left.name)}</td>"
            f"<td>{safe(q.right.name)}</td><td>{safe(q.reason)}</td>"
            f"<td>{safe('; '.join(q.if_different if q.joined else q.if_same))}</td></tr>"
            for q in self
        )
        heads = ("priority", "left", "right", "asked because", "the other answer")
        head = "".join(f"<th>{name}</th>" for name in heads)
        return (
            f"<p>{len(self)} of {self.total} questions</p>"
            f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        )


def question_id(left: str, left_doc: str, right: str, right_doc: str) -> str:
    """Equal for a question about the same two names, on every machine and run."""
    return content_id("q", left, left_doc, right, right_doc)


def follows(question: Question, answers: Sequence[tuple[Question, str]]) -> bool:
    """Do answers that were just given say already what `question` asks?

    A short name that was found to be one thing is not asked whether it is another.
    """
    if question.reason == SHORT and any(
        verdict == "same" and asked.reason == SHORT and asked.records[0] == question.records[0]
        for asked, verdict in answers
    ):
        return True
    root = {record: record for asked, _ in answers for record in asked.records}
    for asked, verdict in answers:
        if verdict == "same":
            a, b = (root[record] for record in asked.records)
            root = {record: a if at == b else at for record, at in root.items()}
    left, right = (root.get(record, record) for record in question.records)
    apart = {
        frozenset(root[record] for record in asked.records)
        for asked, verdict in answers
        if verdict in ("different", "related")
    }
    return left == right or frozenset((left, right)) in apart
