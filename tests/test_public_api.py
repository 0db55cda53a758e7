"""What other programs may rely on: names, docstrings, a quick import, types."""

from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import toolkit

ROOT = Path(__file__).resolve().parents[1]
NAMES = [
    "BudgetError", "ConfigError", "Corpus", "Document", "Entity", "Explanation", "InputError",
    "Mention", "MentionError", "NotFoundError", "StoreError", "ToolkitError", "UsageError", "open",
    "resolve_table", "sample_documents", "score_pairs",
]  # fmt: skip
METHODS = [
    "add_judgements", "add_mentions", "alarms", "answer", "check_codebook", "close", "compare",
    "diff", "documents",
    "entities", "entity", "evaluate", "explain", "export", "groups", "ingest", "judge",
    "judgements", "open", "questions", "read_judgements", "resolve", "runs", "settings",
    "take_back", "thresholds", "to_read", "train", "undo", "unfinished", "unresolved", "versions",
    "waiting",
]  # fmt: skip
TOLD_BY_THEIR_NAME = {"close", "groups", "versions"}  # nothing to add to the name
HEAVY = ("splink", "duckdb", "networkx", "pyarrow", "pydantic", "numpy", "pandas", "jinja2",
         "trafilatura", "typer", "rich", "yaml")  # fmt: skip


def public(owner: object) -> list[str]:
    return [name for name in dir(owner) if not name.startswith("_")]


def test_exported_names() -> None:
    assert sorted(toolkit.__all__) == NAMES
    assert all(getattr(toolkit, name) is not None for name in NAMES)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = toolkit.nothing


def test_what_a_corpus_can_do() -> None:
    assert [n for n in public(toolkit.Corpus) if n != "settings"] == [
        n for n in METHODS if n != "settings"
    ]
    assert toolkit.open is not None and toolkit.open.__func__ is toolkit.Corpus.open.__func__


def test_every_public_function_is_told() -> None:
    """Classes: tests/corpus/test_public_results.py."""
    for name in public(toolkit.Corpus):
        member = inspect.getattr_static(toolkit.Corpus, name)
        told = inspect.getdoc(getattr(member, "fget", None) or getattr(member, "__func__", member))
        assert told or name in TOLD_BY_THEIR_NAME, name
    for entry in (toolkit.resolve_table, toolkit.sample_documents, toolkit.score_pairs):
        doc = inspect.getdoc(entry)
        assert doc and not doc.startswith(f"{entry.__name__}("), entry


def test_what_calls_raise_is_told() -> None:
    for name in ("open", "ingest", "add_mentions", "entity", "explain", "compare", "diff",
                 "read_judgements", "questions", "take_back", "thresholds", "train",
                 "undo"):  # fmt: skip
        assert "Raises" in (getattr(toolkit.Corpus, name).__doc__ or "") or "raise" in (
            getattr(toolkit.Corpus, name).__doc__ or ""
        ), name


def test_every_error_is_a_toolkit_error_with_an_exit_code() -> None:
    codes = {
        name: getattr(toolkit, name).exit_code for name in NAMES if name.endswith("Error")
    }  # fmt: skip
    assert codes == {
        "BudgetError": 2, "ConfigError": 2, "InputError": 3, "MentionError": 3, "NotFoundError": 2,
        "StoreError": 3, "ToolkitError": 5, "UsageError": 2,
    }  # fmt: skip
    assert all(issubclass(getattr(toolkit, name), toolkit.ToolkitError) for name in codes)
    error = toolkit.InputError("not there", where="a.txt:3", hint="Look again.")
    assert str(error) == "a.txt:3: not there\nLook again."


def test_importing_is_light() -> None:
    script = f"import sys, toolkit; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


def test_the_package_is_typed() -> None:
    assert Path(toolkit.__file__).with_name("py.typed").is_file()


USER_SCRIPT = '''
"""As in the README: typed from end to end."""

import toolkit


def shared(folder: str) -> list[str]:
    with toolkit.open(":memory:", overrides={"run.threads": 1}) as corpus:
        corpus.ingest(folder, [toolkit.Document("x/1", "Norway.", group="x")])
        done = corpus.resolve()
        entity = corpus.entity("Norway")
        reveal_type(corpus)
        reveal_type(done.entities)
        reveal_type(entity.aliases)
        reveal_type(corpus.explain("a", "b").match_weight)
        corpus.judge("a", "b", same=False, by="me")
        comparison = corpus.compare("nato", "eu")
        comparison.report().save("r.html")
        try:
            corpus.export("entities", "e.csv")
        except toolkit.NotFoundError as error:
            print(error.hint)
        rows = comparison.actors.shared.to_pylist()
        corpus.ingest(iter(rows), columns={"doc_id": "entity_id", "text": "name"})
        corpus.add_mentions(rows, columns={"doc_id": "id"}, strict=True)
        corpus.resolve("none")
        corpus.resolve(lambda stage, seen, total: print(stage, seen / total))
        plots = comparison.plot
        for plot in (plots.distinctive("themes", limit=8, width="page"), plots.overlap("upset"),
                     plots.prominence("per_1000", kinds=["ORG"]), plots.heatmap(width=5.5),
                     plots.ego("NATO", limit=9), plots.timeline(actors=["NATO"])):
            plot.save("figure.pdf", dpi=600).unlink()
            print(plot.caption, plot.notes, plot.figure.axes)
        reveal_type(plots.overlap().table)
        reveal_type(comparison.to_json())
        reveal_type(entity.to_dict())
        reveal_type([row["name"] for row in corpus.documents])
        print(corpus.entities["name"], comparison.network.edges.to_pandas().head())
        corpus.ingest(toolkit.sample_documents(), progress="none")
        reveal_type(corpus.runs())
        reveal_type([alarm.text for alarm in corpus.alarms()])
    scores = toolkit.score_pairs([{"left": "a", "right": "b"}])
    return [str(row["name"]) for row in (*rows, *scores)]


def names(corpus: toolkit.Corpus, why: toolkit.Explanation) -> list[toolkit.Mention]:
    entity: toolkit.Entity = corpus.entity("Norway").entity
    table = toolkit.resolve_table([{"name": entity.name}], progress=None is corpus)
    reveal_type(table.rows)
    try:
        corpus.evaluate("gold.jsonl", bootstrap=9, progress="bar")
    except (toolkit.BudgetError, toolkit.ConfigError, toolkit.InputError, toolkit.MentionError,
            toolkit.StoreError, toolkit.UsageError, toolkit.ToolkitError) as error:
        print(error.what, error.where, error.hint, error.exit_code)
    return [toolkit.Mention("x/1", 0, 6, term.label) for term in why.terms]


toolkit.open(":memory:", wrong=1)
'''


def test_the_users_script_names_all_that_is_public() -> None:
    assert [name for name in NAMES if f"toolkit.{name}" not in USER_SCRIPT] == []


@pytest.mark.slow
def test_a_users_script_is_checked(tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text(USER_SCRIPT)
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file", str(ROOT / "pyproject.toml"),
         "--no-error-summary", str(tmp_path / "script.py")],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    lines = [line.split(": ", 1)[1] for line in done.stdout.splitlines()]
    revealed = [
        line.removeprefix("note: Revealed type is ") for line in lines if "Revealed" in line
    ]
    assert revealed == [
        '"toolkit.corpus.corpus.Corpus"', '"int"', '"tuple[str, ...]"', '"float | None"',
        '"toolkit.table.Table"', '"str"', '"dict[str, Any]"', '"list[Any]"',
        '"toolkit.listing.Rows"', '"list[str]"', '"toolkit.table.Table"',
    ], done.stdout + done.stderr  # fmt: skip
    (error,) = [line for line in lines if line.startswith("error")]
    assert error.startswith('error: Unexpected keyword argument "wrong"'), error
