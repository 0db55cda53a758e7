"""What toolkit needs at run time: pinned, of a permissive licence, and installed as pinned."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, distribution, requires
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
NAME = "crossdoc-toolkit"
COPYLEFT = re.compile(r"\b(A?GPL|GNU (Affero )?General Public)", re.IGNORECASE)
# Offered under several licences, of which one is permissive (the choice is ours).
CHOICE = re.compile(r"\b(MIT|BSD|Apache|MPL)\b", re.IGNORECASE)


def needed() -> set[str]:
    """All that an installation without extras brings, by canonical name."""
    environment = {**default_environment(), "extra": ""}
    found: set[str] = set()
    waiting = [Requirement(text) for text in requires(NAME) or ()]
    while waiting:
        asked = waiting.pop()
        if asked.marker and not any(
            asked.marker.evaluate({**environment, "extra": extra}) for extra in ("", *asked.extras)
        ):
            continue
        name = canonicalize_name(asked.name)
        if name in found:
            continue
        found.add(name)
        waiting += [Requirement(text) for text in requires(name) or ()]
    return found


def licences(name: str) -> str:
    told = distribution(name).metadata
    classifiers = [c for c in told.get_all("Classifier") or () if c.startswith("License")]
    return " | ".join([told.get("License-Expression") or "", *classifiers,
                       (told.get("License") or "")[:200]]).strip(" |")  # fmt: skip


def pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("#")[0].strip().split("==") for line in lines if "==" in line)
    return {canonicalize_name(name): version for name, version in pairs}


def test_everything_needed_is_pinned_and_installed_as_pinned() -> None:
    pinned = pins()
    wrong = {
        name: (pinned.get(name), distribution(name).version)
        for name in needed()
        if pinned.get(name) != distribution(name).version
    }
    assert len(needed()) > 20 and wrong == {}


def test_no_licence_that_binds_those_who_use_toolkit() -> None:
    told = {name: licences(name) for name in needed()}
    assert [name for name, licence in told.items() if not licence] == []
    bound = {n: t for n, t in told.items() if COPYLEFT.search(t) and not CHOICE.search(t)}
    assert bound == {}


def test_the_check_would_find_one() -> None:
    assert COPYLEFT.search("GNU Affero General Public License v3") and COPYLEFT.search("GPL-3.0")
    assert not COPYLEFT.search("GNU Lesser General Public License") and not COPYLEFT.search("MIT")


def test_what_is_pinned_and_installed_agrees() -> None:
    for name, version in pins().items():
        try:
            assert distribution(name).version == version, name
        except PackageNotFoundError:
            continue  # of an extra that is not installed
