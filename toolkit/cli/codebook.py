"""`toolkit codebook`: themes of one's own, checked, and taken over from a spreadsheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from toolkit.cli.options import Call, command
from toolkit.cli.plain import plain, table
from toolkit.cli.progress import patient
from toolkit.errors import CheckFailed, UsageError

if TYPE_CHECKING:
    from toolkit.themes import Checked

Action = Literal["check", "import"]
WITHOUT_REST = {"mentions.extractor": "rules", "themes.emerging": 0}
NEVER = 20  # patterns that never fit which are listed without -v


@command(
    "toolkit codebook check mine.csv texts/",
    "toolkit codebook check mine.yml forums.duckdb --with policy",
    "toolkit codebook import mine.csv -o mine.yml",
)
def codebook(
    call: Call,
    action: Annotated[Action, typer.Argument(metavar="ACTION", help="check | import")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A codebook: .yml or .csv.")],
    source: Annotated[
        Path | None, typer.Argument(metavar="[SOURCE]", help="check: a store, or documents.")
    ] = None,
    with_: Annotated[
        list[str] | None,
        typer.Option("--with", metavar="PACK", help="Read this codebook first; again for more."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="import: the YAML file.")
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="A pattern that never fits is an error.")
    ] = False,
) -> None:
    """Check a codebook of your own, or make one from a spreadsheet.

    `check` reads FILE and says what is wrong in it. With SOURCE it also says what each theme finds
    there and which patterns never fit. `import` writes a CSV table as YAML.
    """
    if action == "import":
        _import(call, file, source, output)
        return
    if output is not None:
        raise UsageError("check writes no file", where="toolkit codebook check --output")
    from toolkit import themes

    packs = [*(with_ or ()), str(file)]
    book = themes.load(packs)
    own = set(themes.load_own(str(file)))
    patterns = sum(len(t.patterns) for t in book.themes if t.theme_id in own)
    call.screen.result(f"{plain(file.name)}: {len(own)} themes, {patterns} patterns, no mistakes")
    if source is None:
        call.screen.note("Give a store or documents to see what it finds there.")
        found = {"warnings": call.screen.warnings}
        call.screen.data({"themes": len(own), "patterns": patterns, **found})
        return
    checked = _find(call, packs, source).of(own)
    _show(call, checked)
    if strict and checked.unused:
        raise CheckFailed(f"{len(checked.unused)} patterns never fit", where=str(file))


def _import(call: Call, file: Path, source: Path | None, output: Path | None) -> None:
    from toolkit import themes
    from toolkit.cli.files import write_text

    where = "toolkit codebook import"
    if source is not None or output is None:
        hint = f"toolkit codebook import {file} -o {file.with_suffix('.yml').name}"
        raise UsageError("import takes one file and --output", where=where, hint=hint)
    if output.suffix not in (".yml", ".yaml"):
        raise UsageError("a codebook goes to .yml", where=str(output))
    name, pack = themes.read_pack(str(file))
    if not file.name.lower().endswith(themes.TABLES):
        raise UsageError("this is no table: import reads .csv and .tsv", where=name)
    write_text(output, themes.to_yaml(pack, f"Made from {file.name}."))
    themes.load_own(str(output))
    count = len(pack["themes"])
    call.screen.result(plain(output))
    call.screen.note(f'{count} themes; packs = ["{plain(output)}"] under [themes] takes them.')
    call.screen.data({"themes": count, "output": str(output), "warnings": call.screen.warnings})


def _find(call: Call, packs: list[str], source: Path) -> Checked:
    """What the codebooks find in a store, or in documents that are read for it alone."""
    if source.is_file() and source.suffix == ".duckdb":
        with call.look(source) as corpus, patient(call.screen) as show:
            return corpus.check_codebook(*packs, progress=show)
    import toolkit

    settings = call.overrides() | WITHOUT_REST
    with (
        toolkit.open(":memory:", config=call.config, overrides=settings) as corpus,
        patient(call.screen) as show,
    ):
        corpus.ingest(source, progress=show)
        corpus.resolve(show)
        return corpus.check_codebook(*packs, progress=show)


def _show(call: Call, checked: Checked) -> None:
    screen = call.screen
    screen.result(f"{checked.documents} documents, {checked.words:,} words", "")
    rows = [
        (plain(t.theme_id), t.documents, t.evidence, plain("; ".join(t.examples))[:80])
        for t in sorted(checked.themes, key=lambda t: (-t.documents, -t.evidence, t.theme_id))
    ]
    screen.result(*table(["theme", "documents", "evidence", "most often"], rows))
    if unused := checked.unused:
        shown = unused if screen.verbose else unused[:NEVER]
        screen.result("", f"{len(unused)} patterns never fit:")
        screen.result(*(f"  {plain(u.theme_id)}  {u.key}: {plain(u.pattern)}" for u in shown))
        if len(shown) < len(unused):
            screen.note(f"{len(unused) - len(shown)} more (-v lists all)")
    screen.data({**checked.to_dict(), "warnings": screen.warnings})
