"""docs/reference/python.md: the public names, and all that their calls return, from docstrings."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import toolkit

WIDTH = 96
# Where classes live that a user may hold; others (settings, the store) stay inside.
PUBLIC = ("toolkit.corpus", "toolkit.types", "toolkit.entities", "toolkit.evaluation",
          "toolkit.comparison", "toolkit.graph", "toolkit.themes", "toolkit.report",
          "toolkit.plots", "toolkit.table", "toolkit.listing")  # fmt: skip
CALLS = ("open", "resolve_table", "sample_documents", "score_pairs")
EVERY = "toolkit.value"  # what every result can do is told once
INTRODUCTION = """
    # Python

    What `import toolkit` offers, and what its calls return. Everything that is not on this page may
    change at any time. Sizes are counts, offsets are Unicode code points, match weights are bits.
    `help()` says the same.

    Every result has a short text, a static view in a notebook, `to_dict()` (dictionaries, lists,
    texts, numbers and None, ready for `json.dumps`) and `to_json()` (one JSON object on one line,
    in Unicode, with a `schema_version` that counts changes of its keys). Below they are told only
    where there is more to say.
    """


def python_page() -> str:
    parts = [inspect.cleandoc(INTRODUCTION), "## Functions"]
    for name in CALLS:
        parts += [f"### toolkit.{name}", _signature(name, getattr(toolkit, name)),
                  _told(getattr(toolkit, name))]  # fmt: skip
    parts += ["## Corpus", _told(toolkit.Corpus), *_members(toolkit.Corpus)]
    parts += ["## What calls return and take"]
    for owner in returned():
        parts += [f"## {owner.__name__}", _told(owner), _fields(owner), *_members(owner)]
    parts += ["## Errors", _told(toolkit.ToolkitError), _errors()]
    return "\n\n".join(part for part in parts if part)


def returned() -> list[type]:
    """Classes of toolkit that public calls take or return, found by their annotations."""
    named, found = _classes(), {toolkit.Corpus}
    waiting: list[Any] = [getattr(toolkit, name) for name in toolkit.__all__]
    waiting = [w for w in waiting if not (isinstance(w, type) and issubclass(w, Exception))]
    while waiting:
        item = waiting.pop()
        if isinstance(item, type):
            if item in found and item is not toolkit.Corpus:
                continue
            found.add(item)
            waiting += [member for name, member in _public(item) if name != "open"]
            continue
        function = _read(item) or item
        words = re.findall(r"\w+", " ".join(map(str, function.__annotations__.values())))
        seen = [function.__globals__.get(word) or named.get(word) for word in words]
        waiting += [c for c in seen if isinstance(c, type) and _shown(c) and c not in found]
    return sorted(found - {toolkit.Corpus}, key=lambda c: c.__name__)


def _classes() -> dict[str, type]:
    """Classes by name, for annotations that only a type checker resolves; those of corpus first."""
    modules = [m.name for m in pkgutil.walk_packages(toolkit.__path__, "toolkit.")
               if m.name.startswith(PUBLIC)]  # fmt: skip
    found: dict[str, type] = {}
    for module in sorted(modules, key=lambda name: not name.startswith("toolkit.corpus")):
        for name, item in vars(importlib.import_module(module)).items():
            if isinstance(item, type) and _shown(item):
                found.setdefault(name, item)
    return found


def _shown(item: type) -> bool:
    return item.__module__.startswith(PUBLIC) and not item.__name__.startswith("_")


def _read(member: Any) -> Any:
    """The function behind a property."""
    return getattr(member, "fget", None) or getattr(member, "func", None)


def _public(owner: type) -> list[tuple[str, Any]]:
    """Methods and properties in the order of their names; fields are told in a table."""
    fields = {f.name for f in dataclasses.fields(owner)} if dataclasses.is_dataclass(owner) else ()
    members = [(n, inspect.getattr_static(owner, n)) for n in dir(owner) if not n.startswith("_")]
    return [
        (name, getattr(member, "__func__", member))
        for name, member in members
        if name not in fields and _defined_here(member)
    ]


def _defined_here(member: Any) -> bool:
    member = getattr(member, "__func__", member)
    member = _read(member) or member
    module = getattr(member, "__module__", "") or ""
    return callable(member) and module.startswith("toolkit") and module != EVERY


def _members(owner: type) -> Iterator[str]:
    for name, member in _public(owner):
        yield f"### {owner.__name__}.{name}"
        read = _read(member)
        if read is not None:
            yield f"```py\n{name}: {read.__annotations__.get('return', 'Any')}\n```"
            yield _told(read)
        else:
            yield _signature(name, member)
            yield _told(member)


def _signature(name: str, function: Any) -> str:
    signature = inspect.signature(function)
    shown, before = [], None
    for parameter in signature.parameters.values():
        if parameter.name in ("self", "cls"):
            continue
        if parameter.kind is parameter.KEYWORD_ONLY and before not in (
            parameter.KEYWORD_ONLY, parameter.VAR_POSITIONAL,
        ):  # fmt: skip
            shown.append("*")
        before = parameter.kind
        shown.append(_parameter(parameter))
    end = f" -> {signature.return_annotation}"
    line = f"{name}({', '.join(shown)}){end}"
    if len(line) > WIDTH:
        line = "\n".join([f"{name}(", *(f"    {part}," for part in shown), f"){end}"])
    return f"```py\n{line}\n```"


def _parameter(parameter: inspect.Parameter) -> str:
    stars = {parameter.VAR_POSITIONAL: "*", parameter.VAR_KEYWORD: "**"}.get(parameter.kind, "")
    text = f"{stars}{parameter.name}: {parameter.annotation}"
    if parameter.default is parameter.empty:
        return text
    default = parameter.default
    return f"{text} = {getattr(default, '__name__', None) or repr(default)}"


def _told(item: Any) -> str:
    doc = inspect.getdoc(item) or ""
    if isinstance(item, type) and doc.startswith(f"{item.__name__}("):
        return ""  # what dataclasses make up
    doc = re.sub(r"docs/((?:[\w-]+/)*[\w-]+)\.md", r"[\1](../\1.md)", doc)
    return doc.replace("<", "&lt;").replace("*", "\\*")


def _fields(owner: type) -> str:
    if not dataclasses.is_dataclass(owner):
        return ""
    rows = [f"| `{f.name}` | `{_escaped(f.type)}` |"
            for f in dataclasses.fields(owner) if not f.name.startswith("_")]  # fmt: skip
    return "\n".join(["| field | type |", "|---|---|", *rows])


def _escaped(kind: Any) -> str:
    return (kind if isinstance(kind, str) else kind.__name__).replace("|", "\\|")


def _errors() -> str:
    rows = ["| error | is a | exit code | |", "|---|---|---|---|"]
    for name in sorted(n for n in toolkit.__all__ if n.endswith("Error")):
        error = getattr(toolkit, name)
        first = (error.__doc__ or "").split("\n")[0] if name != "ToolkitError" else "the root"
        rows.append(f"| `{name}` | `{error.__base__.__name__}` | {error.exit_code} | {first} |")
    return "\n".join(rows)
