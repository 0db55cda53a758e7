"""Options that commands share, and how a command gets them: as one `Call`."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from toolkit.cli.screen import Screen
from toolkit.cli.unfinished import warn_of_earlier

if TYPE_CHECKING:
    from toolkit.corpus import Corpus

Store = Annotated[Path, typer.Argument(metavar="STORE", help="A store that `resolve` made.")]
Strict = Annotated[
    bool, typer.Option("--strict", help="The first thing that would be skipped is an error.")
]
Output = Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Where to write it.")]

JSON = Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout.")]
QUIET = Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no hints.")]
VERBOSE = Annotated[bool, typer.Option("--verbose", "-v", help="List everything; show causes.")]
PLAIN = Annotated[bool, typer.Option("--no-color", help="No colours (NO_COLOR does the same).")]
CONFIG = Annotated[
    Path | None,
    typer.Option("--config", metavar="C.toml", help="Settings; `toolkit init` writes them."),
]
THREADS = Annotated[
    int | None,
    typer.Option("--threads", min=0, help="0 = all cores; results do not depend on it."),
]
MEMORY_LIMIT = Annotated[
    str | None,
    typer.Option(metavar="4GB", help="Of the databases; more goes to disk. Half of the memory."),
]
TEMP_DIRECTORY = Annotated[
    str | None, typer.Option(metavar="DIR", help="Where what does not fit in memory goes.")
]
SEED = Annotated[int | None, typer.Option("--seed", help="For permutation tests and layouts.")]

SCREEN_OPTIONS = {"json": JSON, "quiet": QUIET, "verbose": VERBOSE, "no_color": PLAIN}
SETTING_OPTIONS = {
    "config": CONFIG, "threads": THREADS, "memory_limit": MEMORY_LIMIT,
    "temp_directory": TEMP_DIRECTORY, "seed": SEED,
}  # fmt: skip
RUN = ("threads", "seed", "memory_limit", "temp_directory")  # those that are settings of [run]


@dataclass(frozen=True)
class Call:
    """What a command is told besides its own arguments: the screen, and flags that are settings."""

    screen: Screen
    config: Path | None = None
    flags: dict[str, Any] = field(default_factory=dict)

    def overrides(self, **more: Any) -> dict[str, Any]:
        """Environment and flags by setting; `more` are flags of this command (`run__seed=3`),
        None where they were not given."""
        from toolkit.cli.setting_sources import overrides

        own = {name.replace("__", "."): v for name, v in more.items() if v is not None}
        return overrides(self.config, self.flags | own)

    def look(self, store: Path) -> Corpus:
        """The corpus in `store`, for reading."""
        import toolkit

        corpus = toolkit.open(
            store, config=self.config, overrides=self.overrides(), create=False, read_only=True
        )
        warn_of_earlier(self.screen, store)
        return corpus


def command(
    *examples: str, settings: bool = True
) -> Callable[[Callable[..., int | None]], Callable[..., int]]:
    """Make a function a command: it gets the shared options as `call` and returns its exit code.

    `examples` end its help. `settings` adds the options that change settings. An option that the
    function declares itself under the name of a shared one stays its own.
    """

    def make(function: Callable[..., int | None]) -> Callable[..., int]:
        own = inspect.signature(function, eval_str=True)
        shared = SCREEN_OPTIONS | (SETTING_OPTIONS if settings else {})
        shared = {name: option for name, option in shared.items() if name not in own.parameters}
        added = [
            inspect.Parameter(
                name,
                inspect.Parameter.KEYWORD_ONLY,
                default=False if name in SCREEN_OPTIONS else None,
                annotation=option,
            )
            for name, option in shared.items()
        ]
        kept = [p for name, p in own.parameters.items() if name != "call"]

        @functools.wraps(function)
        def made(**given: Any) -> int:
            values = {name: given.pop(name) for name in shared}
            return function(call=_call(values), **given) or 0

        parameters = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in kept] + added
        made.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        made.__annotations__ = {p.name: p.annotation for p in parameters}
        made.examples = examples  # type: ignore[attr-defined]
        return made

    return make


def _call(values: dict[str, Any]) -> Call:
    screen = Screen(
        quiet=values["quiet"],
        verbose=values["verbose"],
        colour=not values["no_color"],
        as_json=bool(values.get("json")),
    )
    flags = {f"run.{name}": values[name] for name in RUN if values.get(name) is not None}
    return Call(screen, values.get("config"), flags)
