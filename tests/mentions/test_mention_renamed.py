"""One thing under two names, as the text says; a successor is another thing."""

from __future__ import annotations

import pytest
from one_text import Read

from toolkit.mentions.renamed import renamed
from toolkit.types import Mention


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ("Norrland Ferry Company", "Baltic Lines Group",
         "The Norrland Ferry Company was renamed the Baltic Lines Group in 2018."),
        ("Norrland Ferry Company", "Baltic Lines Group",
         "The Norrland Ferry Company, which changed its name in May 2018 to Baltic Lines Group, "
         "owns ten ships."),
        ("Norrland Ferry Company", "Baltic Lines Group",
         "The Norrland Ferry Company took the name Baltic Lines Group."),
        ("Norrland Ferry Company", "Baltic Lines Group",
         "The Baltic Lines Group, until 2018 called the Norrland Ferry Company, owns ten ships."),
        ("Norrland Ferry Company", "Baltic Lines Group",
         "The Baltic Lines Group, as the Norrland Ferry Company has been called since 2018, grew."),
        ("Norrland Ferry Company", "Baltic Lines Group",
         "The Norrland Ferry Company lost money. Since 2018 it has been the Baltic Lines Group."),
        ("Norrland Ferry Company", "Baltic Lines Group",
         "The Norrland Ferry Company lost money. The company, which now trades as Baltic Lines "
         "Group, sold two ships."),
    ],
)  # fmt: skip
def test_renamed(old: str, new: str, text: str) -> None:
    assert Read(text).joined(old, new)


@pytest.mark.parametrize(
    "text",
    [
        "The Norrland Ferry Company was replaced by the Baltic Lines Group in 2018.",
        "The Norrland Ferry Company merged into the Baltic Lines Group.",
        "The Norrland Ferry Company lost money. In 2018 the Baltic Lines Group has been named.",
        "The Norrland Ferry Company, known for its ships, sued the Baltic Lines Group.",
        "The Norrland Ferry Company became a partner of the Baltic Lines Group.",
    ],
)
def test_not_renamed(text: str) -> None:
    assert not Read(text).joined("Norrland Ferry Company", "Baltic Lines Group")


def test_a_state_that_became_another_in_name() -> None:
    def named(text: str) -> bool:
        words = [(word, text.index(word)) for word in ("Oldmark", "Newmark")]
        return bool(renamed(text, [
            Mention("d", at, at + len(word), word, "GPE") for word, at in words
        ]))  # fmt: skip

    assert named("Oldmark became Newmark in 1975.")
    assert not named("Oldmark became Newmark's closest ally.")
