"""Build configs/models/policy.json and its card from the development corpora.

Run:  python scripts/build_model.py [--check] [--into FOLDER]   (or `make model`)
Needs: the development corpora beside the checkout (TOOLKIT_SHARED, or ../shared). No clock, no
randomness: the same corpora and code give the same bytes. `--check` compares instead of writing.

Every corpus is resolved on its gold mentions up to the pairs that the blocking rules compare; the
pairs whose truth the gold tells are what `toolkit.matching.training` learns from, starting at the
hand-set weights of configs/models/policy_by_hand.json. All figures of the card are
cross-validated: those of a corpus come from a model that was trained on the others.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))

from corpora import (  # noqa: E402  # noqa: E402
    COLUMNS,
    SETS,
    Prepared,
    headline,
    known_pairs,
    load,
    macro,
    measure,
    percent,
    prepare,
    resolve,
)

from toolkit import config, matching  # noqa: E402
from toolkit.matching.labelling import LabelledPair, labelled  # noqa: E402
from toolkit.matching.levels import COMPARISONS  # noqa: E402
from toolkit.matching.model import to_text  # noqa: E402
from toolkit.matching.training import Fit, train, weigh  # noqa: E402

MODELS = ROOT / "configs" / "models"
NAME = "policy"
MIDDLE = (0.2, 0.8)
BINS = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97, 1.0)


def training_pairs(prepared: Prepared, start: matching.Model) -> list[LabelledPair]:
    """All compared pairs of a corpus whose truth is known, however low they score."""
    run = resolve(prepared, start, {"matching.keep_above": -60.0})
    name = prepared.corpus.name
    return [labelled(row, same, name) for row, same in known_pairs(prepared, run.pairs)]


def build() -> tuple[str, str]:
    """The text of the model file and of its card."""
    start = matching.load_model("policy_by_hand")
    corpora = {name: prepare(load(name)) for name in SETS}
    pairs = {name: training_pairs(found, start) for name, found in corpora.items()}
    fit = train([pair for found in pairs.values() for pair in found], start, NAME)
    held, told = [], []
    for name, prepared in corpora.items():
        rest = [pair for other, found in pairs.items() if other != name for pair in found]
        unseen = train(rest, start, NAME).model
        labels = resolve(prepared, unseen).labels
        held.append((name, headline(measure(prepared.corpus, labels))))
        told.append(honesty(name, [(unseen.probability(weigh(p, unseen)), p.same)
                                   for p in pairs[name]]))  # fmt: skip
    return to_text(fit.model), card(fit, pairs, held, (reliability(fit.unseen), told))


def reliability(scored: Sequence[tuple[float, bool]]) -> list[tuple[str, int, float, float]]:
    """(bin, pairs, mean probability, share that is true) of pairs that their model had not seen."""
    rows = []
    for low, high in pairwise(BINS):
        held = [(p, same) for p, same in scored if low <= p < high or (high == p == 1.0)]
        if held:
            mean = sum(p for p, _ in held) / len(held)
            true = sum(same for _, same in held) / len(held)
            rows.append((f"{low:g} to {high:g}", len(held), mean, true))
    return rows


def honesty(name: str, scored: Sequence[tuple[float, bool]]) -> tuple[str, ...]:
    """A corpus, its pairs, their mean probability by a model of the others, the share that is true,
    and both of the pairs between 0.2 and 0.8."""
    middle = [(p, same) for p, same in scored if MIDDLE[0] <= p < MIDDLE[1]]
    cells = [
        f"{statistics.fmean(values):.2f}" if values else ""
        for part in (scored, middle) for values in ([p for p, _ in part], [s for _, s in part])
    ]  # fmt: skip
    return (name, str(len(scored)), *cells[:2], str(len(middle)), *cells[2:])


def card(
    fit: Fit,
    pairs: dict[str, list[LabelledPair]],
    held: Sequence[tuple[str, tuple[float, ...]]],
    calibrated: tuple[Sequence[tuple[str, int, float, float]], Sequence[tuple[str, ...]]],
) -> str:
    """The model card in Markdown."""
    data = [(name, len(p), sum(x.same for x in p)) for name, p in pairs.items()]
    rows = [*held, ("macro", macro([shares for _, shares in held]))]
    start = matching.load_model("policy_by_hand")
    levels = [
        (item.name, level, *fit.counts[item.name, level],
         f"{start.weights[item.name][level]:+.2f}", f"{fit.model.weights[item.name][level]:+.2f}")
        for item in COMPARISONS for level, _ in item.levels
    ]  # fmt: skip
    threshold = config.load().clustering.threshold
    bins, told = calibrated
    chance = fit.model.probability(threshold)
    return CARD.format(
        threshold=f"{threshold:g}", at_threshold=f"{chance:.2f}",
        ratio=f"{chance / (1 - chance):.1f}",
        prior=fit.model.prior,
        matches=fit.matches, others=fit.others, before=fit.loss_before, after=fit.loss_after,
        data=table(("corpus", "pairs", "of them one thing"), data),
        figures=table(("corpus", *COLUMNS), [(name, *percent(shares)) for name, shares in rows]),
        bins=table(("probability", "pairs", "mean", "share true"),
                   [(label, n, f"{mean:.3f}", f"{true:.3f}") for label, n, mean, true in bins]),
        told=table(("corpus left out", "pairs", "said", "is",
                    "of them 0.2 to 0.8", "said", "is"), told),
        levels=table(("comparison", "level", "one thing", "two", "hand-set", "learned"), levels),
    )  # fmt: skip


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    lines = ["| " + " | ".join(map(str, row)) + " |" for row in (head, *rows)]
    return "\n".join([lines[0], "|" + "---|" * len(head), *lines[1:]])


CARD = """# Model `policy`

Weights of the comparisons that decide whether two records of names are one actor, for news and
policy texts in English. `policy.json` holds numbers only: bits (log2 of m/u) for each level, a
prior, a calibration. All SQL comes from `toolkit/matching`; a model file can execute nothing.
This page and the file are written by `make model`, bit for bit the same from the same corpora.

## Data

Pairs of records that the blocking rules compare and whose truth the gold mentions of seven
development corpora tell: {matches} that are one thing, {others} that are two.

{data}

## How the weights were made

They start at the hand-set weights of `policy_by_hand.json` and are fitted together by maximum a
posteriori logistic regression with a normal prior around the start (docs/decisions/0007): a level
that no pair reached keeps its hand-set weight, one that was seen often follows the data, and none
changes its sign. What is knowledge (known things, states, editions) is fixed. Corpora with many
pairs count by the square root. On unseen pairs the mean negative log likelihood falls from
{before} to {after} bits a pair. u from random pairs or EM is not used: both give every level that
blocking selects about ten bits too many.

**Prior** {prior}: the chance of a compared pair before its levels speak, every corpus counting
about alike. **Threshold** {threshold} bits (`clustering.threshold`), a probability of
{at_threshold}: a wrong merge is taken to cost {ratio} times a missed one.

## Figures

On gold mentions, one configuration for all; the model of each row was trained on the *other*
corpora. The hand-set start and the rules inside a document were made while looking at errors on
these corpora, so the figures remain optimistic. Shares in percent.

{figures}

## Calibration

A probability is the weight on a logistic scale: two numbers, fitted to the pairs of each corpus as
a model of the others weighs them, every corpus counting alike (docs/decisions/0037). Pairs by
weights that had not seen them (five folds over all corpora), beside the share that is true:

{bins}

**On texts of another kind** probabilities of 0.9 and more hold, and those in between are an order
of plausibility. Each corpus by a model, and a calibration, of the others:

{told}

Where all documents tell of one event (ecbplus_entities, newswcl50) the model is too cautious: more
pairs are one thing than it says. In a mixed archive and among listed homonyms (dwie, wiki_fair) it
is too sure: fewer are. No sign in the texts that was tried tells which it is.

## Limits

A bare surname or acronym with two candidates stays alone unless the context decides. Undated names
of events join an edition only where there is one. Irregular short forms (VW for Volkswagen) need
the text to say so, or an alias table. Fuzzy spelling is used only where one word differs and that
word is rare. Descriptions typed as persons are the weakest part.

## Weights

Counts of pairs that reached the level, and bits before and after learning.

{levels}
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare with the files, write none")
    parser.add_argument("--into", type=Path, default=MODELS, metavar="FOLDER", help="write there")
    chosen = parser.parse_args()
    check, into = chosen.check, chosen.into
    changed = []
    for path, text in zip((into / f"{NAME}.json", into / f"{NAME}.md"), build(), strict=True):
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            changed.append(path.name)
            if not check:
                path.write_text(text, encoding="utf-8")
    print("changed: " + ", ".join(changed) if changed else "as they were")
    return int(check and bool(changed))


if __name__ == "__main__":
    sys.exit(main())
