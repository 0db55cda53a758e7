"""The Typer application: every command, its group in the help, and its examples."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from toolkit.cli.cite import cite
from toolkit.cli.codebook import codebook
from toolkit.cli.compare import compare
from toolkit.cli.demo import demo
from toolkit.cli.diff import diff
from toolkit.cli.doctor import doctor
from toolkit.cli.evaluate import evaluate
from toolkit.cli.explain import explain
from toolkit.cli.export import export
from toolkit.cli.init import init
from toolkit.cli.judge import judge
from toolkit.cli.resolve import resolve
from toolkit.cli.resolve_table import resolve_table
from toolkit.cli.review import review
from toolkit.cli.runs import runs
from toolkit.cli.score_pairs import score_pairs
from toolkit.cli.show import show
from toolkit.cli.thresholds import thresholds
from toolkit.cli.train import train

GROUPS: dict[str, dict[str, Callable[..., int]]] = {
    "From documents to a report": {
        "demo": demo,
        "resolve": resolve,
        "compare": compare,
        "diff": diff,
    },
    "Look and decide": {
        "show": show,
        "explain": explain,
        "review": review,
        "judge": judge,
        "thresholds": thresholds,
    },
    "Data": {
        "export": export,
        "cite": cite,
        "resolve-table": resolve_table,
        "score-pairs": score_pairs,
        "evaluate": evaluate,
        "train": train,
    },
    "Set up": {"init": init, "codebook": codebook, "doctor": doctor, "runs": runs},
}
NAMES = frozenset(name for group in GROUPS.values() for name in group)
EXAMPLES = (
    "toolkit demo",
    "toolkit resolve documents/ --store forums.duckdb",
    "toolkit compare forums.duckdb --report forums.html",
)


class Grouped(TyperGroup):
    """Lists the commands under the heading of their group."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        for heading, group in GROUPS.items():
            with formatter.section(heading):
                formatter.write_dl(
                    [(f"{name:<13}", self.commands[name].get_short_help_str(80)) for name in group]
                )


def build() -> Any:
    """The command `toolkit`, ready to be invoked."""
    app = typer.Typer(
        cls=Grouped,
        no_args_is_help=True,
        rich_markup_mode=None,  # plain help: no markup is read, and no Rich is loaded
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(epilog=_epilog(EXAMPLES))(_root)
    for group in GROUPS.values():
        for name, function in group.items():
            app.command(name, epilog=_epilog(function.examples))(function)  # type: ignore[attr-defined]
    return get_command(app)


def _version(wanted: bool) -> None:
    if wanted:
        import toolkit

        print(f"toolkit {toolkit.__version__}")
        raise typer.Exit


def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Entity resolution and cross-document comparison: from documents to an honest report."""


def _epilog(examples: tuple[str, ...]) -> str:
    """Examples as they are typed, one a line; \\b keeps the lines apart."""
    return "\b\nExample:\n" + "\n".join("  " + line for line in examples)
