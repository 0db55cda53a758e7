"""Made-up chains, a small knowledge and rows of features for the tests of matching."""

from __future__ import annotations

from typing import Any

from toolkit.matching import MatchingKnowledge, Records
from toolkit.matching.blocking import RULES
from toolkit.matching.features import name_features
from toolkit.matching.records import single_records
from toolkit.names.acronyms import is_acronym
from toolkit.types import Chain, Mention, Role

COMMON = (
    "the action plan office industry innovation defence white paper joint union council chamber"
    " commerce food market house new big trade road bridge water"
)
KNOWLEDGE = MatchingKnowledge(
    places={
        "Nordland": "nl1", "Nordic": "nl1", "Sudland": "sl1", "Sudlandish": "sl1",
        "Greenport": "gp1",
    },
    demonyms=frozenset({"Nordic", "Sudlandish"}),
    legal_forms=frozenset({"Ltd", "Inc"}),
    organs=frozenset({"parliament", "ministry"}),
    heads=frozenset({"Assembly", "Agency", "Office", "Plan", "Board"}),
    common_words=dict.fromkeys(COMMON.split(), 20) | {"readiness": 35},
    given_names=frozenset({"Mara", "Otto", "Anna", "William", "Bill"}),
    nicknames={"William": ("Bill", "Billy")},
    equivalents=(("Volodymyr", "Vladimir"),),
    honorifics=frozenset({"President", "Mr."}),
    particles=frozenset({"von", "der"}),
    suffixes=frozenset({"Jr.", "Sr.", "II", "III"}),
    generic=frozenset({"Letter of Intent", "Action Plan"}),
    place_features=frozenset({"city", "river", "province"}),
)  # fmt: skip


def chain(
    doc: str, kind: str, *names: str, known: str = "", role: str = "", at: int = 0,
    form: str = "",
) -> Chain:  # fmt: skip
    """A chain with one mention per name, 40 characters apart from `at` on."""
    mentions = tuple(
        Mention(
            doc, at + 40 * i, at + 40 * i + len(name), name, kind,
            form=form or ("acronym" if is_acronym(name) else "name"),
        )
        for i, name in enumerate(names)
    )  # fmt: skip
    roles = (Role(role, "", at, at + 1),) if role else ()
    return Chain(f"{doc}:{kind}:{at}:{names[0]}", doc, kind, mentions, (), roles, known)


def record(names: str | tuple[str, ...], kind: str = "ORG", **columns: Any) -> dict[str, Any]:
    """A row of features of these names (separated by " = "), other columns as given."""
    written = tuple(names.split(" = ")) if isinstance(names, str) else names
    found = name_features(written, kind, columns.pop("identity", ""), KNOWLEDGE)
    row: dict[str, Any] = single_records([found], KNOWLEDGE).rows[0]
    return row | dict.fromkeys(RULES, ()) | columns


def numbered(rows: list[dict[str, Any]]) -> Records:
    """Records with ids in the order of `rows`."""
    return Records(tuple(row | {"record_id": f"r{i:04d}"} for i, row in enumerate(rows)))
