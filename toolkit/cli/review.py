"""`toolkit review`: the questions whose answers change the comparison most."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli import asking
from toolkit.cli.options import Call, Store, command
from toolkit.cli.plain import plain, table
from toolkit.cli.progress import progress
from toolkit.errors import UsageError

if TYPE_CHECKING:
    from toolkit.corpus import Corpus

SHOWN = 20
INTERRUPTED = 130
HEAD = ("priority", "left", "right", "asked because", "answer", "what it would change")


@command(
    "toolkit review forums.duckdb",
    "toolkit review forums.duckdb --list --limit 5",
    "toolkit review forums.duckdb --export questions.csv",
    "toolkit review forums.duckdb --import questions.csv --author lg --resolve",
)
def review(
    call: Call,
    store: Store,
    limit: Annotated[
        int, typer.Option("--limit", min=0, metavar="N", help="How many questions; 0 = all.")
    ] = SHOWN,
    list_: Annotated[bool, typer.Option("--list", help="A table of them; ask nothing.")] = False,
    alarms: Annotated[
        bool, typer.Option("--alarms", help="Entities that may be several things; ask nothing.")
    ] = False,
    export: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Questions to fill in: .csv or .jsonl.")
    ] = None,
    import_: Annotated[
        Path | None, typer.Option("--import", metavar="FILE", help="Take over a filled file.")
    ] = None,
    answers: Annotated[
        Path | None,
        typer.Option(metavar="J.jsonl", help="Write all judgements, for resolve --judgements."),
    ] = None,
    author: Annotated[
        str | None, typer.Option("--author", "--by", metavar="WHO", help="Who answers.")
    ] = None,
    resolve: Annotated[
        bool, typer.Option("--resolve", help="At the end, resolve again with the answers.")
    ] = False,
    replay: Annotated[
        bool, typer.Option("--replay", help="Ask nothing; resolve again with the answers so far.")
    ] = False,
) -> int:
    """Ask about the names whose answer changes the comparison most.

    Each answer is kept at once as a judgement with author and time, and holds from the next
    resolve on.
    """
    files = [path is not None for path in (export, import_, answers)]
    asked = [list_, alarms, replay, *files]
    if sum(asked) > 1:
        hint = "Give one of --list, --alarms, --replay, --export, --import and --answers."
        raise UsageError("these do not go together", where="toolkit review", hint=hint)
    most = limit or None
    if import_ is not None:
        return _import(call, store, import_, _author(author), resolve)
    if replay:
        return _replay(call, store)
    if any(asked) or call.screen.as_json:
        with call.look(store) as corpus:
            if alarms:
                _alarms(call, corpus)
            elif answers is not None:
                _answers(call, corpus, answers)
            else:
                _listed(call, corpus, most, export)
        return 0
    return _ask(call, store, most, _author(author), resolve)


def _author(given: str | None) -> str:
    """Who answers: as said, else the user name of the environment."""
    if given is not None:
        return given
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such user in this container
        return ""


def _open(call: Call, store: Path) -> Corpus:
    import toolkit

    return toolkit.open(store, config=call.config, overrides=call.overrides(), create=False)


def _ask(call: Call, store: Path, most: int | None, author: str, resolve: bool) -> int:
    screen = call.screen
    with _open(call, store) as corpus:
        queue = corpus.questions(most)
        if not len(queue):
            screen.result("No question is open.")
        else:
            more = queue.total - len(queue)
            later = f"; {more} more after these" if more else ""
            screen.note(f"{len(queue)} questions, the one that changes most first{later}.")
        session = asking.Session(screen, corpus, queue, author)
        session.run()
        skipped = len(session.steps) - len(session.answers)
        if len(queue):
            screen.result(f"{len(session.answers)} answered, {skipped} skipped.")
        _close(call, store, corpus, resolve and not session.interrupted)
    return INTERRUPTED if session.interrupted else 0


def _close(call: Call, store: Path, corpus: Corpus, resolve: bool) -> None:
    """Say how many answers wait, or replay them."""
    waiting = corpus.waiting
    if resolve and waiting:
        with progress(call.screen) as show:
            done = corpus.resolve(progress=show)
        call.screen.warn_all(done.notes)
        call.screen.result(f"Replayed: {done}")
    elif waiting:
        answers = "1 answer waits" if waiting == 1 else f"{waiting} answers wait"
        call.screen.note(f"{answers}: the next `toolkit resolve` into this store replays them.")
        call.screen.next(["review", str(store), "--replay"])


def _replay(call: Call, store: Path) -> int:
    with _open(call, store) as corpus:
        waiting = corpus.waiting
        if waiting:
            _close(call, store, corpus, True)
        else:
            call.screen.result("No answer waits.")
        call.screen.data({"replayed": waiting, "warnings": call.screen.warnings})
    return 0


def _import(call: Call, store: Path, path: Path, author: str, resolve: bool) -> int:
    from toolkit.cli.question_files import read_answers

    filled = read_answers(path, author, asking.now())
    with _open(call, store) as corpus:
        new = corpus.add_judgements(filled.judgements)
        known = len(filled.judgements) - new
        call.screen.result(f"{new} answers taken over, {known} known, {filled.empty} rows empty")
        _close(call, store, corpus, resolve)
        call.screen.data({
            "taken_over": new, "known": known, "empty": filled.empty,
            "waiting": corpus.waiting, "warnings": call.screen.warnings,
        })  # fmt: skip
    return 0


def _listed(call: Call, corpus: Corpus, most: int | None, export: Path | None) -> None:
    queue = corpus.questions(most)
    outputs = {}
    if export is not None:
        from toolkit.cli.question_files import write_questions

        outputs = {"questions": str(write_questions(queue, export))}
        call.screen.result(plain(export))
        call.screen.note(f"{len(queue)} of {queue.total} questions. Fill the column verdict with "
                         "same or different, then: toolkit review STORE --import FILE")  # fmt: skip
    else:
        call.screen.result(*table(HEAD, asking.rows(queue)))
        call.screen.note(f"{len(queue)} of {queue.total} questions.")
    call.screen.data({
        "questions": [question.to_dict() for question in queue], "total": queue.total,
        "waiting": corpus.waiting, "outputs": outputs, "warnings": call.screen.warnings,
    })  # fmt: skip


def _alarms(call: Call, corpus: Corpus) -> None:
    found = corpus.alarms()
    for alarm in found:
        call.screen.result(call.screen.heading(plain(alarm.name)) + f"  {alarm.entity_id}")
        call.screen.result(f"  {plain(alarm.kind)}: {plain(alarm.text)}")
    if not found:
        call.screen.result("No alarm.")
    call.screen.data({
        **found.to_dict(), "warnings": call.screen.warnings,
    })  # fmt: skip


def _answers(call: Call, corpus: Corpus, path: Path) -> None:
    from toolkit.cli.files import lines_of, write_text

    lines = corpus.judgements()
    write_text(path, lines_of(lines, ascii_only=False))
    call.screen.result(f"{plain(path)}: {len(lines)} lines")
    call.screen.data({
        "outputs": {"judgements": str(path)}, "lines": len(lines),
        "warnings": call.screen.warnings,
    })  # fmt: skip
