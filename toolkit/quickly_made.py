"""Frozen values that a run makes by the million."""

from __future__ import annotations

import dataclasses
from typing import Any, TypeVar

Kind = TypeVar("Kind", bound=type)


def quickly_made(kind: Kind) -> Kind:
    """Class decorator for a frozen dataclass with slots: the same, made in a third of the time.

    What `dataclass` generates sets each field of a frozen value by a call, since the value itself
    takes none. Here a value is of an open class with the same slots while it is filled.
    """
    fields = dataclasses.fields(kind)
    filling = type(
        f"_{kind.__name__}BeingMade", kind.__bases__, {"__slots__": vars(kind)["__slots__"]}
    )
    known: dict[str, Any] = {"_kind": kind, "_filling": filling, "_turn": object.__setattr__}
    parameters = []
    for field in fields:
        given = field.default is not dataclasses.MISSING
        if field.default_factory is not dataclasses.MISSING or not (field.init or given):
            raise TypeError(f"{kind.__name__}.{field.name}: only plain fields")
        known[f"_{field.name}"] = field.default
        if field.init:
            parameters.append(f"{field.name}=_{field.name}" if given else field.name)
    lines = [
        f"def __init__(self, {', '.join(parameters)}):",
        " _turn(self, '__class__', _filling)",
        *(f" self.{field.name} = {'' if field.init else '_'}{field.name}" for field in fields),
        " self.__class__ = _kind",
    ]
    exec("\n".join(lines), known)  # as dataclass does
    made = known["__init__"]
    made.__annotations__ = vars(kind)["__init__"].__annotations__
    setattr(kind, "__init__", made)  # noqa: B010  (mypy takes the plain way for unsound)
    return kind
