"""Who a short name may be: full names of a surname, long forms of an acronym."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable
from itertools import chain
from typing import TYPE_CHECKING

from toolkit.matching.lists import column_of, plain
from toolkit.matching.worked import Forms, Worked
from toolkit.names import acronyms
from toolkit.workers import Team

if TYPE_CHECKING:
    import pyarrow as pa

_Opening = dict[str, dict[str, list[str]]]
AT_ONCE = 8_000  # sets of long forms that are looked at together
_ASKED = ("nameclass", "identity", "surname", "given", "long_forms", "acronyms", "cores", "name")


def bearers_of(names: pa.Table) -> dict[str, int]:
    """How many full names each surname ("p:...") and long forms each acronym ("a:...") has.

    `names` has the columns of features and, as `fits`, the acronyms that fit the long forms.
    """
    found: dict[str, set[str]] = defaultdict(set)
    told = (plain(names[name].combine_chunks()) for name in (*_ASKED, "fits"))
    for nameclass, identity, surname, given, forms, own, cores, name, fits in zip(
        *told, strict=True
    ):
        if nameclass == "person":
            if given:
                found["p:" + surname].add(given)
        elif forms and not (nameclass == "place" and identity):
            for letters in {*fits, *own}:
                found["a:" + letters].add(cores[0] if cores else name)
    return {key: len(held) for key, held in found.items()}


def fitting_by_forms(names: pa.Table, worked: Worked, team: Team | None = None) -> pa.Array:
    """For every row the acronyms of all rows that fit one of its long forms, sorted; none for
    persons and known places, but where something else has the same long forms. What `worked` knows
    is not asked again."""
    columns = ("nameclass", "identity", "long_forms", "acronyms")
    classes, identities, every_form, own = (plain(names[c].combine_chunks()) for c in columns)
    known = {letters for item in own for letters in item}
    every, new = _by_opening(known), _by_opening(known - worked.acronyms)
    asked = {
        forms: forms in worked.fits
        for nameclass, identity, forms in zip(classes, identities, every_form, strict=True)
        if forms and nameclass != "person" and not (nameclass == "place" and identity)
    }
    told = list(asked.items())
    batches = [told[at : at + AT_ONCE] for at in range(0, len(told), AT_ONCE)]
    work, team = functools.partial(_fitting_all, every, new), team or Team()
    found = chain.from_iterable(team.each(work, batches, len(batches), []))
    fits = {
        forms: tuple(sorted(now | known.intersection(worked.fits.get(forms, ()))))
        for forms, now in zip(asked, found, strict=True)
    }
    return column_of([fits.get(forms, ()) for forms in every_form], "words")


def _by_opening(acronyms_known: Iterable[str]) -> _Opening:
    """Acronyms by their first and their second letter."""
    found: _Opening = {}
    for letters in acronyms_known:
        found.setdefault(letters[:1], {}).setdefault(letters[1:2], []).append(letters)
    return found


def _fitting_all(
    every: _Opening, new: _Opening, asked: Iterable[tuple[Forms, bool]]
) -> list[set[str]]:
    """As `_fitting`; of forms that are known already only those that are new."""
    return [_fitting(forms, new if known else every) for forms, known in asked]


def _fitting(long_forms: tuple[str, ...], by_opening: _Opening) -> set[str]:
    """Those of the acronyms that fit one of the long forms."""
    fitting: set[str] = set()
    for form in long_forms if by_opening else ():
        words = [word for word in form.replace("-", " ").split()
                 if word.casefold() not in acronyms.FUNCTION_WORDS]  # fmt: skip
        firsts = {word[0].upper() for word in words[:2]} & by_opening.keys()
        seconds = acronyms.second_letters(form) if firsts else ()
        maybe = [
            acronym for first in firsts for second in seconds
            for acronym in by_opening[first].get(second, ())
        ]  # fmt: skip
        if maybe:
            letters = acronyms.usable_letters(form)
            fitting.update(
                acronym for acronym in maybe
                if letters.issuperset(acronym) and acronyms.matches(acronym, form)
            )  # fmt: skip
    return fitting
