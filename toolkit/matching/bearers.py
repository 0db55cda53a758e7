"""Who a short name may be: full names of a surname, long forms of an acronym."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from toolkit.matching.lists import column_of, plain
from toolkit.matching.worked import Worked
from toolkit.names import acronyms

if TYPE_CHECKING:
    import pyarrow as pa

_Opening = dict[str, dict[str, list[str]]]
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


def fitting_by_forms(names: pa.Table, worked: Worked) -> pa.Array:
    """For every row the acronyms of all rows that fit one of its long forms, sorted; none for
    persons and known places, but where something else has the same long forms. What `worked` knows
    is not asked again."""
    columns = ("nameclass", "identity", "long_forms", "acronyms")
    classes, identities, every_form, own = (plain(names[c].combine_chunks()) for c in columns)
    known = {letters for item in own for letters in item}
    every, new = _by_opening(known), _by_opening(known - worked.acronyms)
    fits: dict[tuple[str, ...], tuple[str, ...]] = {(): ()}
    for nameclass, identity, forms in zip(classes, identities, every_form, strict=True):
        if forms in fits or nameclass == "person" or (nameclass == "place" and identity):
            continue
        before = worked.fits.get(forms)
        now = _fitting(forms, every if before is None else new)
        fits[forms] = tuple(sorted(now | known.intersection(before or ())))
    return column_of([fits.get(forms, ()) for forms in every_form], "words")


def _by_opening(acronyms_known: Iterable[str]) -> _Opening:
    """Acronyms by their first and their second letter."""
    found: _Opening = defaultdict(lambda: defaultdict(list))
    for letters in acronyms_known:
        found[letters[:1]][letters[1:2]].append(letters)
    return found


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
