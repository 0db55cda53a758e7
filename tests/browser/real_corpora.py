"""Small corpora of our own, written as files and given to `toolkit resolve` and `compare`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.cli import main

Texts = Mapping[str, str]  # path below the corpus -> text; [Name|TYPE] is a mention that is given


@dataclass(frozen=True)
class Corpus:
    texts: Texts
    marked: bool = False  # whether mentions are given
    options: tuple[str, ...] = field(default=())


def page_of(corpus: Corpus, folder: Path) -> Path:
    """The report of a corpus, made by the commands as a user would."""
    source, mentions = folder / "texts", []
    for name, text in corpus.texts.items():
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        bare, found = unmarked(text) if corpus.marked else (text, [])
        path.write_text(bare, encoding="utf-8")
        doc_id = name.rsplit(".", 1)[0]
        mentions += [
            {"doc_id": doc_id, "start": start, "end": end, "text": bare[start:end], "type": kind}
            for start, end, kind in found
        ]
    given = folder / "mentions.jsonl"
    given.write_text("".join(json.dumps(row) + "\n" for row in mentions), encoding="utf-8")
    store, page = folder / "corpus.duckdb", folder / "page.html"
    run("resolve", source, "--store", store, *(["--mentions", given] if corpus.marked else []))
    run("compare", store, "--report", page, *corpus.options)
    return page


def run(*words: str | Path) -> None:
    assert main([*map(str, words), "--quiet"]) == 0


def unmarked(text: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The text without the marks of mentions, and these with their offsets."""
    bare, found = "", []
    for part in text.split("["):
        if "|" in part and "]" in part:
            marked, rest = part.split("]", 1)
            name, kind = marked.split("|")
            found.append((len(bare), len(bare) + len(name), kind))
            bare += name + rest
        else:
            bare += part
    return bare, found


ARABIC = """اجتماع الموانئ في [حيفا|GPE]

التقى [سامي حداد|PERSON] وفد [مجلس الموانئ|ORG] في [حيفا|GPE] يوم الاثنين. \
ناقش [مجلس الموانئ|ORG] خطة التدريب مع [Harbour Union|ORG] من [بيروت|GPE]. \
قال [سامي حداد|PERSON] إن الاتفاق (رقم 12) يبدأ في عام 2025.

لم يحضر أحد من [بيروت|GPE] الجلسة الثانية.
"""
HEBREW = """פגישת הנמלים ב[חיפה|GPE]

[מועצת הנמלים|ORG] נפגשה ב[חיפה|GPE] עם [דנה לוי|PERSON]. \
[דנה לוי|PERSON] אמרה ל[Harbour Union|ORG] כי ההכשרה תתחיל ב-2025. \
נציגי [Harbour Union|ORG] הסכימו (סעיף 12).

[מועצת הנמלים|ORG] תתכנס שוב בקיץ.
"""
FISH = """Harbour news

Mira Tolland, director of the Northern Harbour Agency (NHA), opened the quay in Lisbon. The NHA \
will train pilots with Portugal and Spain. Tolland thanked the European Commission.
"""
MORE = """Letter from the quay

The Northern Harbour Agency met Jonas Berg of the Coast Union in Lisbon. Berg asked Portugal for \
more pilots. Jonas Berg said that the Coast Union would wait.
"""
BREAD = """A loaf

Mix the flour with the water and leave it overnight. In the morning Ada Brook of Bristol folds \
the dough twice. Ada Brook bakes it until it is brown.
"""
PLACES = ("Lisbon", "Oslo", "Vienna", "Dublin", "Prague", "Riga", "Athens")
COUNTRIES = ("Portugal", "Norway", "Austria", "Ireland", "Czechia", "Latvia", "Greece")


def seven() -> dict[str, str]:
    """Seven groups of two documents: each names its own place, and some names of others."""
    texts = {}
    for i, (place, country) in enumerate(zip(PLACES, COUNTRIES, strict=True)):
        other = COUNTRIES[(i + 1) % 7]
        for number in (1, 2):
            texts[f"{place.lower()} office/{number}.txt"] = (
                f"Report {number} from {place}\n\nThe European Commission met ministers of "
                f"{country} in {place}. {country} and {other} agreed on joint procurement of "
                f"ammunition. "
                f"The European Defence Agency will help {country} with cyber defence.\n"
                + (f"NATO was not in {place}.\n" if i % 2 else "")
            )
    return texts


CORPORA = {
    "rtl": Corpus({"arabic/a1.txt": ARABIC, "hebrew/h1.txt": HEBREW}, marked=True),
    "one-group": Corpus({"harbour/1.txt": FISH, "harbour/2.txt": MORE}),
    "one-document": Corpus({"harbour/1.txt": FISH}),
    "no-themes": Corpus({"bread/1.txt": BREAD, "harbour/1.txt": MORE.replace("train", "see")}),
    "seven": Corpus(seven()),
    "no-names": Corpus({"a/1.txt": "The dough rests.\n", "b/1.txt": "It is left overnight.\n"}),
}
