"""Every class that a public call returns, found by reading annotations: none can be forgotten."""

from __future__ import annotations

import ast
import importlib
import inspect
import sys
from collections.abc import Iterator
from functools import cache
from types import FunctionType
from typing import Any

import toolkit


@cache
def _names(module: str) -> dict[str, tuple[str, str]]:
    """What a module imports, also for type checkers only: name -> (module, name there)."""
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {
        alias.asname or alias.name: (node.module or "", alias.name)
        for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names
    }  # fmt: skip


def _resolved(name: str, module: str) -> Any:
    if hasattr(sys.modules[module], name):
        return getattr(sys.modules[module], name)
    there, own = _names(module).get(name, ("", ""))
    return getattr(importlib.import_module(there), own, None) if there else None


def _classes(annotation: Any, module: str) -> Iterator[type]:
    """The classes of toolkit that an annotation, as text, speaks of."""
    text = annotation if isinstance(annotation, str) else getattr(annotation, "__name__", "")
    for node in ast.walk(ast.parse(text or "None")):
        found = None
        if isinstance(node, ast.Name):
            found = _resolved(node.id, module)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            found = getattr(_resolved(node.value.id, module), node.attr, None)
        if isinstance(found, type) and found.__module__.split(".")[0] == "toolkit":
            yield found


def _returned(function: Any) -> Iterator[type]:
    if isinstance(function, FunctionType):
        yield from _classes(function.__annotations__.get("return", ""), function.__module__)


def _inside(owner: type) -> Iterator[type]:
    """What methods, properties and public fields of a class give."""
    for name in dir(owner):
        if name.startswith("_") and name not in ("__iter__", "__getitem__"):
            continue
        member = inspect.getattr_static(owner, name)
        for part in (member, getattr(member, "fget", None), getattr(member, "func", None),
                     getattr(member, "__func__", None)):  # fmt: skip
            yield from _returned(inspect.unwrap(part) if callable(part) else part)
    for kind in reversed(owner.__mro__):
        if kind.__module__.split(".")[0] == "toolkit":
            for name, annotation in inspect.get_annotations(kind).items():
                if not name.startswith("_"):
                    yield from _classes(annotation, kind.__module__)


def reachable() -> list[type]:
    """All classes of toolkit that its exported names lead to, errors left out."""
    waiting: list[type] = []
    for name in toolkit.__all__:
        entry = getattr(toolkit, name)
        waiting += [entry] if isinstance(entry, type) else list(_returned(
            getattr(entry, "__func__", entry)))  # fmt: skip
    found: dict[type, None] = {}
    while waiting:
        kind = waiting.pop()
        if kind not in found and not issubclass(kind, BaseException):
            found[kind] = None
            waiting += _inside(kind)
    return sorted(found, key=lambda kind: (kind.__module__, kind.__name__))
