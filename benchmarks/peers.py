"""toolkit beside simple rules and other tools for names, on the same mentions, scored alike.

Run:  python benchmarks/peers.py [SET ...] [--only PEER,...] [--envs DIR] [--json | --markdown]

Every peer gets the distinct names with their types of a corpus and says which are one thing; its
virtual environment is made by pip below --envs on first use. A peer that cannot be installed, fails
or takes longer than --cap seconds is said and left out. Answers are kept in benchmarks/.cache by
what they depend on, so that `--only toolkit` renews one row and the table still shows all.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import corpora
import simple
from corpora import Development, Labels

from toolkit.evaluation.score import set_out

ADAPTERS = Path(__file__).resolve().parent / "adapters"
HEAD = ("CoNLL", "LEA", "alias P", "alias R", "alias F", "shared F", "xdoc P", "s")


class Answer(NamedTuple):
    labels: list[str]
    seconds: float


@dataclass(frozen=True)
class Peer:
    """A tool in an environment of its own. `arguments` go to its adapter after the files."""

    name: str
    adapter: str
    needs: tuple[str, ...]
    arguments: tuple[str, ...] = ()


PEERS = (
    Peer("Splink, p >= 0.5", "with_splink.py", ("splink==5.0.0", "duckdb==2.0.0"), ("0.5",)),
    Peer("Splink, p >= 0.95", "with_splink.py", ("splink==5.0.0", "duckdb==2.0.0"), ("0.95",)),
    Peer("rapidfuzz token_set >= 90", "with_rapidfuzz.py", ("rapidfuzz==3.14.6", "numpy==2.4.6")),
    Peer("nomenklatura LogicV2", "with_nomenklatura.py", ("nomenklatura==4.17.4",)),
    Peer("goldenmatch", "with_goldenmatch.py", ("goldenmatch==3.22.0",)),
)
SIMPLE = {"exact string": simple.exact, "heuristic": simple.heuristic}
OURS = "toolkit"
NAMES = (OURS, *SIMPLE, *(peer.name for peer in PEERS))


class Unable(Exception):
    """A peer gave no answer; the text says why."""


# --- answers -------------------------------------------------------------------------------------


def answer(name: str, corpus: Development, envs: Path, cap: float) -> Answer:
    """What one of NAMES says of a corpus. Raises Unable."""
    if name == OURS:
        labels, seconds = corpora.resolve_by_product(corpus)
        return Answer(list(labels), seconds)
    if name in SIMPLE:
        start = time.perf_counter()
        return Answer(SIMPLE[name](corpus.mentions), time.perf_counter() - start)
    peer = next(peer for peer in PEERS if peer.name == name)
    return _ask(peer, corpus, environment(peer, envs), cap)


def _ask(peer: Peer, corpus: Development, python: Path, cap: float) -> Answer:
    names = sorted({(m.text, m.type) for m in corpus.mentions})
    rows = [{"name": text, "type": kind} for text, kind in names]
    with tempfile.TemporaryDirectory() as folder:
        given, said = Path(folder) / "rows.json", Path(folder) / "labels.json"
        given.write_text(json.dumps(rows), encoding="utf-8")
        command = [str(python), str(ADAPTERS / peer.adapter), str(given), str(said)]
        start = time.perf_counter()
        try:
            subprocess.run([*command, *peer.arguments], cwd=folder, check=True, timeout=cap,
                           capture_output=True, text=True)  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise Unable(f"not done after {cap:.0f} s") from error
        except subprocess.CalledProcessError as error:
            raise Unable(f"failed: {_last_line(error.stderr)}") from error
        seconds = time.perf_counter() - start
        labels = json.loads(said.read_text(encoding="utf-8"))
    of = dict(zip(names, labels, strict=True))
    return Answer([str(of[m.text, m.type]) for m in corpus.mentions], seconds)


def environment(peer: Peer, envs: Path) -> Path:
    """The interpreter of a peer's environment, made where it is not there yet. Raises Unable."""
    key = hashlib.sha256(" ".join(peer.needs).encode()).hexdigest()[:8]
    folder = envs / f"{peer.needs[0].partition('==')[0]}-{key}"
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    done = folder / "installed"
    if done.exists():
        return python
    print(f"installing {', '.join(peer.needs)}", file=sys.stderr)
    venv.create(folder, with_pip=True, clear=True)
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    result = subprocess.run([*command, *peer.needs], capture_output=True, text=True, check=False)
    if result.returncode:
        raise Unable(f"cannot be installed: {_last_line(result.stderr)}")
    done.touch()
    return python


def _last_line(text: str | None) -> str:
    lines = [line for line in (text or "").splitlines() if line.strip()]
    return lines[-1].strip()[:200] if lines else "without a word"


def _key(name: str, corpus: Development) -> str:
    """Equal where nothing that an answer depends on has changed."""
    parts = [corpus.fingerprint, name]
    if name == OURS:
        parts += [corpora.sources(), corpora.settings_and_models()]
    elif name in SIMPLE:
        parts.append(Path(simple.__file__).read_text(encoding="utf-8"))
    else:
        peer = next(peer for peer in PEERS if peer.name == name)
        files = [ADAPTERS / peer.adapter, ADAPTERS / "exchange.py"]
        parts += [*peer.needs, *peer.arguments, *(f.read_text(encoding="utf-8") for f in files)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def ask(name: str, corpus: Development, make: Callable[[], Answer], fresh: bool = False) -> Answer:
    """An answer from the cache, else made now; `fresh` throws the kept one away."""
    slug = "".join(c for c in name if c.isalnum())
    kept = f"answer-{corpus.name}-{slug}-{_key(name, corpus)}"
    if fresh:
        (corpora.CACHE / f"{kept}.pickle").unlink(missing_ok=True)
    labels, seconds = corpora.cached(corpora.CACHE, kept, lambda: _plain(make()))
    return Answer(labels, seconds)


def _plain(found: Answer) -> tuple[list[str], float]:
    """Without a class of ours, so that any script can read it from the cache."""
    return found.labels, found.seconds


# --- tables --------------------------------------------------------------------------------------


def cells(corpus: Development, labels: Labels, seconds: float) -> list[float]:
    """The figures of HEAD, shares from 0 to 1."""
    return [*corpora.headline(corpora.measure(corpus, labels))[:7], seconds]


def written(values: Sequence[float]) -> list[str]:
    return [*corpora.percent(values[:-1]), f"{values[-1]:.1f}"]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sets", nargs="*", default=corpora.SETS, metavar="SET")
    parser.add_argument("--only", default="", metavar="PEER,...", help="renew these; parts will do")
    parser.add_argument("--envs", type=Path, default=corpora.CACHE / "envs", metavar="DIR")
    parser.add_argument("--cap", type=float, default=300, metavar="SECONDS")
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    only = [part.strip().casefold() for part in chosen.only.split(",") if part.strip()]
    table: dict[str, dict[str, list[float]]] = {}
    for set_name in chosen.sets:
        corpus = corpora.load(set_name)
        table[set_name] = {}
        for name in NAMES:
            fresh = any(part in name.casefold() for part in only)
            make = _maker(name, corpus, chosen.envs, chosen.cap, wanted=fresh or not only)
            try:
                found = ask(name, corpus, make, fresh)
            except Unable as error:
                print(f"{set_name}: {name}: {error}", file=sys.stderr)
            else:
                table[set_name][name] = cells(corpus, found.labels, found.seconds)
    table["macro"] = _macro(table)
    if chosen.json:
        print(json.dumps({"columns": HEAD, "sets": table}, indent=1))
        return
    for set_name, rows in table.items():
        lines = [(name, *written(values)) for name, values in rows.items()]
        show = corpora.markdown if chosen.markdown else set_out
        print(show((set_name, *HEAD), lines), end="\n\n")


def _maker(
    name: str, corpus: Development, envs: Path, cap: float, wanted: bool
) -> Callable[[], Answer]:
    def make() -> Answer:
        if not wanted:
            raise Unable("not asked yet")
        return answer(name, corpus, envs, cap)

    return make


def _macro(table: dict[str, dict[str, list[float]]]) -> dict[str, list[float]]:
    """Means over the sets, of those who answered for all of them."""
    found = {}
    for name in NAMES:
        rows = [values[name] for values in table.values() if name in values]
        if len(rows) == len(table):
            found[name] = list(map(statistics.fmean, zip(*rows, strict=True)))
    return found


if __name__ == "__main__":
    main()
