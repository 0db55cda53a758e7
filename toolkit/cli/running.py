"""One command from its arguments to its exit code, with every error caught once."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from types import FrameType
from typing import TextIO

from toolkit.cli.screen import Screen
from toolkit.errors import ToolkitError

USAGE, UNREADABLE, INTERNAL, INTERRUPTED = 2, 3, 5, 130
PROGRAMME = "toolkit"
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EIO)
COMPLETION = "_TOOLKIT_COMPLETE"


def run(arguments: Sequence[str]) -> int:
    """The exit code of `toolkit ARGUMENTS`."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):  # not in a notebook or under a test
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    screen = Screen(
        verbose=not {"-v", "--verbose"}.isdisjoint(arguments),
        colour="--no-color" not in arguments,
    )
    interrupted: list[int] = []
    with _noting_interrupts(interrupted):
        try:
            code = _dispatch(arguments)
            sys.stdout.flush()
            return code
        except BrokenPipeError:  # `toolkit ... | head`: the reader has enough, results come last
            return 0
        except (Exception, KeyboardInterrupt) as error:
            if interrupted or isinstance(error, KeyboardInterrupt):
                screen.note("Interrupted. Finished steps are kept.")
                return INTERRUPTED
            return _report(error, screen, arguments)
        finally:
            _close(sys.stdout)
            _close(sys.stderr)


def _dispatch(arguments: Sequence[str]) -> int:
    import typer

    from toolkit.cli.app import build

    command = build()
    if COMPLETION in os.environ:
        command.main(prog_name=PROGRAMME, complete_var=COMPLETION)
    try:
        with command.make_context(PROGRAMME, list(arguments)) as context:
            return int(command.invoke(context) or 0)
    except typer.Exit as done:
        return done.exit_code


def _report(error: BaseException, screen: Screen, arguments: Sequence[str]) -> int:
    if isinstance(error, ToolkitError):
        screen.error(error.what, error.where, error.hint, error.details)
        if screen.verbose and error.__cause__ is not None:
            screen.note(f"  cause: {type(error.__cause__).__name__}")
        return error.exit_code
    if hasattr(error, "format_message"):  # what Typer raises for a command line that is wrong
        return _usage(error, screen)
    if isinstance(error, OSError) and (error.filename is not None or error.errno in FULL):
        where = "output" if error.filename is None else os.fsdecode(error.filename)
        screen.error(error.strerror or type(error).__name__, where)
        return UNREADABLE
    from toolkit.cli.failure import record

    record(error, screen, arguments)
    return INTERNAL


def _usage(error: BaseException, screen: Screen) -> int:
    message = " ".join(str(error.format_message()).split())  # type: ignore[attr-defined]
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else PROGRAMME
    if context is not None and "Usage:" in message:  # no command was given: the help is the answer
        print(context.get_help(), file=sys.stderr)
    else:
        screen.error(message, path, f"{path} --help")
    return USAGE


@contextlib.contextmanager
def _noting_interrupts(interrupted: list[int]) -> Iterator[None]:
    """Ctrl-C raises KeyboardInterrupt, and is noted: a library may turn it into its own error."""

    def note(number: int, frame: FrameType | None) -> None:
        interrupted.append(number)
        raise KeyboardInterrupt

    try:
        before = signal.signal(signal.SIGINT, note)
    except ValueError:  # not in the main thread: no signals come here
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _close(stream: TextIO) -> None:
    """What cannot be delivered is dropped, so that Python does not try again when it ends."""
    try:
        stream.flush()
    except (OSError, ValueError):
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
