"""A corpus that changes: documents that speak of one another's people and offices, in many ways."""

from __future__ import annotations

import random
from pathlib import Path

PEOPLE = ("Anna Lindqvist", "Erik Lindqvist", "Maria Oliveira", "Mária Oliveira", "Jonas Brandt",
          "Petra Vogel", "Li Wei", "Wei Li", "Ahmed al-Sayed", "Karl Vogel")  # fmt: skip
OFFICES = (
    ("Harbour Safety Council", "HSC"), ("Helsinki Shipping Company", "HSC"),
    ("Nordic Ferry Association", "NFA"), ("European Union", "EU"),
    ("Institute for Maritime Law", "IML"), ("Ministry of Transport", ""),
    ("Northern Transport Forum", "NTF"), ("Baltic Pilots Union", "BPU"),
)  # fmt: skip
PLACES = ("Norway", "Latvia", "Helsinki", "Brussels", "Oslo", "the Netherlands")
MATTERS = ("air defence", "sanctions against smugglers", "the supply chains of shipyards",
           "cyber attacks on ports", "wind turbine blades", "harbour pilot training",
           "climate change", "military mobility")  # fmt: skip
FOOT = "Press office of the Harbour Council, open on weekdays from nine"


def sentence(draw: random.Random) -> str:
    person, place, matter = draw.choice(PEOPLE), draw.choice(PLACES), draw.choice(MATTERS)
    name, short = draw.choice(OFFICES)
    known = draw.choice([name, f"{name} ({short})" if short else name, short or name])
    surname = person.split()[-1]
    return draw.choice([
        f"{person} of the {known} spoke in {place} about {matter}.",
        f"Minister {surname} said that {matter} worried {place}.",
        f"The {known} and {place} agreed on {matter} in {draw.randint(2019, 2024)}.",
        f"“We want {matter}”, {surname} told the {known}.",
        f"{person} met {draw.choice(PEOPLE)} at the {draw.randint(2, 9)}th meeting of the {name}.",
    ])  # fmt: skip


def text(seed: int) -> str:
    """A document; one in four prints a passage that others print too, some have a common foot."""
    draw = random.Random(seed)
    paragraphs = [" ".join(sentence(draw) for _ in range(draw.randint(1, 4)))
                  for _ in range(draw.randint(1, 4))]  # fmt: skip
    if seed % 4 == 0:
        shared = random.Random(seed % 3)
        paragraphs.insert(0, " ".join(sentence(shared) for _ in range(12)))
    if seed % 2:
        paragraphs.append(FOOT)
    return "\n\n".join(paragraphs) + "\n"


def write(folder: Path, documents: dict[str, int]) -> None:
    """Make the files below `folder` just these: name -> seed of the text."""
    for path in folder.rglob("*.txt"):
        if path.relative_to(folder).with_suffix("").as_posix() not in documents:
            path.unlink()
    for name, seed in documents.items():
        path = folder / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text(seed):
            path.write_text(text(seed), encoding="utf-8")
