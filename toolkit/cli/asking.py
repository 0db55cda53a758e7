"""A session of questions: shows each, reads the answers line by line, keeps each at once."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.cli.plain import plain
from toolkit.cli.quotes import marked

if TYPE_CHECKING:
    from toolkit.cli.screen import Screen
    from toolkit.corpus import Corpus
    from toolkit.corpus.questions import Question, Queue, Side

KEYS = {
    "s": "same: both names mean one thing",
    "d": "different: they mean two things",
    "k": "skip: ask again another time",
    "u": "undo: take the last answer back",
    "q": "quit: everything answered so far is kept",
    "?": "this help; a reason may follow an answer: s one is the acronym of the other",
}
VERDICTS = {"s": "same", "d": "different"}
PROMPT = "[s]ame [d]ifferent s[k]ip [u]ndo [q]uit [?] > "
QUIET = "nothing that is counted would change"

Step = tuple["Question", str]  # a question with its verdict, "" = skipped


@dataclass
class Session:
    """Asks the questions of a queue. `steps` are those that are behind, `interrupted` by Ctrl-C."""

    screen: Screen
    corpus: Corpus
    queue: Queue
    author: str
    read: Callable[[str], str] = field(default=lambda prompt: _line(prompt))
    steps: list[Step] = field(default_factory=list)
    interrupted: bool = False

    @property
    def answers(self) -> list[Step]:
        return [step for step in self.steps if step[1]]

    def run(self) -> None:
        """Until all is asked, or the person or the input ends it."""
        ahead = list(self.queue)
        try:
            while ahead and self._one(ahead):
                pass
        except EOFError:
            self.screen.result("")
        except KeyboardInterrupt:
            self.screen.result("")
            self.interrupted = True

    def _one(self, ahead: list[Question]) -> bool:
        """Ask the first of `ahead`; False to end."""
        from toolkit.corpus.questions import follows

        question = ahead[0]
        if follows(question, self.answers):
            ahead.pop(0)
            return True
        behind = len(self.queue) - len(ahead) + 1
        self.screen.result(*shown(self.screen, question, f"{behind} of {len(self.queue)}"))
        while True:
            key, _, reason = self.read(PROMPT).strip().partition(" ")
            key = key.casefold()[:1]
            if key in VERDICTS:
                self._keep(question, VERDICTS[key], reason.strip())
                ahead.pop(0)
                return True
            if key == "k":
                self.steps.append((question, ""))
                ahead.pop(0)
                return True
            if key == "u" and self.steps:
                self._back(ahead)
                return True
            if key == "q":
                return False
            self._help(key)

    def _keep(self, question: Question, verdict: str, reason: str) -> None:
        self.corpus.answer(question, verdict, by=self.author, why=reason, at=now())
        self.steps.append((question, verdict))

    def _back(self, ahead: list[Question]) -> None:
        """To the last question again; an answer is taken back by a line of its own."""
        question, verdict = self.steps.pop()
        if verdict:
            self.corpus.take_back(question, by=self.author, at=now())
            self.screen.result("Taken back.")
        at = self.queue.questions.index(question)
        ahead[:] = self.queue.questions[at:]

    def _help(self, key: str) -> None:
        if key == "u":
            self.screen.result("There is nothing to undo.")
        elif key != "?":
            self.screen.result("Please answer with one of these letters:")
        if key != "u":
            self.screen.result(*(f"  {letter}  {text}" for letter, text in KEYS.items()))


def shown(screen: Screen, question: Question, place: str) -> list[str]:
    """A question as it is read: why it is asked, both sides, the weights, what would change."""
    title = screen.heading(f"Question {place}: is this one thing?")
    lines = ["", title, f"  {plain(question.reason)}: {plain(question.text)}"]
    for letter, side in (("A", question.left), ("B", question.right)):
        lines += ["", *_side(screen, letter, side)]
    lines += ["", *_weights(question)]
    for answer, changes, holds in (
        ("same", question.if_same, question.joined),
        ("different", question.if_different, not question.joined),
    ):
        mark = " (as now)" if holds and not changes else ""
        first, *rest = [plain(text) for text in changes] or [QUIET]
        lines.append(f"  {answer + ':':<11} {first}{mark}")
        lines += [f"{'':<14}{text}" for text in rest]
    return lines


def _side(screen: Screen, letter: str, side: Side) -> Iterator[str]:
    counts = (
        f"{side.mentions} mention{'s' * (side.mentions != 1)} in "
        f"{side.documents} document{'s' * (side.documents != 1)}"
    )
    only = f", as meant in {plain(side.doc_id)}" if side.doc_id else ""
    now = f", now in “{plain(side.entity)}”" if side.entity not in ("", side.name) else ""
    yield f"  {letter}  {screen.heading(plain(side.name))}  {plain(side.kind)}, {counts}{only}{now}"
    for quote in side.quotes:
        line = marked(screen, quote, brackets=True, cut=True)
        yield f"     {plain(quote.group)} | {plain(quote.doc_id)}: {line}"


def _weights(question: Question) -> Iterator[str]:
    found = question.explanation
    if found is None or found.match_weight is None:
        yield "  The two names were never scored as a pair."
        return
    terms = ", ".join(
        f"{plain(t.label)} {t.weight:+.1f}" + (f" ({plain(t.detail)})" if t.detail else "")
        for t in found.terms
    )
    chance = f", probability {found.probability:.2f}" if found.probability is not None else ""
    yield f"  weights: {terms} = {found.match_weight:+.2f} bits{chance}"
    yield f"  {plain(found.verdict)}: {plain(found.decided_by)}"


def rows(queue: Sequence[Question] | Queue) -> list[tuple[object, ...]]:
    """The cells of a table of questions."""
    return [
        (
            round(q.priority, 2), _scoped(q.left), _scoped(q.right), q.reason,
            "different" if q.joined else "same",
            next(iter(q.if_different if q.joined else q.if_same), QUIET),
        )
        for q in queue
    ]  # fmt: skip


def _scoped(side: Side) -> str:
    return f"{side.name} ({side.doc_id})" if side.doc_id else side.name


def now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


def _line(prompt: str) -> str:
    """The next line of the input; EOFError where there is none."""
    print(prompt, end="", flush=True)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    if not sys.stdin.isatty():
        print(plain(line.rstrip("\n")))
    return line
