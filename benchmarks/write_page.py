"""Renew the tables of docs/reference/benchmarks.md, with the date, versions and commands.

Run:  python benchmarks/write_page.py [peers ablations rare calibration held-out unseen intervals]

A table stands between two comments of its name; the text around them is written by hand.
"""

from __future__ import annotations

import argparse
import datetime
import platform
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import corpora
import peers

PAGE = corpora.ROOT / "docs" / "reference" / "benchmarks.md"
COMMANDS = {
    "peers": ["peers.py", "--markdown"],
    "ablations": ["ablations.py", "--markdown"],
    "rare": ["ablations.py", "--rare", "--markdown"],
    "calibration": ["calibration.py", "--markdown"],
    "held-out": ["calibration.py", "--held-out", "--markdown"],
    "unseen": ["unseen.py", "--markdown"],
    "intervals": ["intervals.py", "--markdown"],
}
OURS = ("splink", "duckdb", "numpy", "scipy")


def table(name: str, more: list[str]) -> str:
    command = [*COMMANDS[name], *(more if name == "peers" else [])]
    script = Path(__file__).resolve().parent / command[0]
    done = subprocess.run([sys.executable, str(script), *command[1:]], cwd=corpora.ROOT,
                          stdout=subprocess.PIPE, text=True, check=True)  # fmt: skip
    shown = " ".join(["benchmarks/" + COMMANDS[name][0], *COMMANDS[name][1:]])
    return f"{stamp(name)} `python {shown}`:\n\n{done.stdout.strip()}"


def stamp(name: str) -> str:
    """When, and with what: other versions give other figures."""
    held = [f"{package} {version(package)}" for package in OURS]
    if name == "peers":
        held += sorted({need.replace("==", " ") for peer in peers.PEERS for need in peer.needs})
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=corpora.ROOT,
                            capture_output=True, text=True, check=False).stdout.strip()  # fmt: skip
    day = datetime.datetime.now(datetime.UTC).date().isoformat()
    made = ", ".join(dict.fromkeys(held))
    return f"{day}, toolkit at {commit or 'a release'}, Python {platform.python_version()}, {made};"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("tables", nargs="*", default=list(COMMANDS), metavar="TABLE")
    parser.add_argument("--envs", help="where the environments of the peers are")
    chosen = parser.parse_args()
    for name in chosen.tables:
        made = table(name, ["--envs", chosen.envs] if chosen.envs else [])
        text = PAGE.read_text(encoding="utf-8")
        before, begin, rest = text.partition(f"<!-- {name} -->\n")
        _, end, after = rest.partition(f"<!-- end of {name} -->")
        if not begin or not end:
            raise SystemExit(f"{PAGE.name} has no place for {name}")
        PAGE.write_text(before + begin + made + "\n" + end + after, encoding="utf-8")


if __name__ == "__main__":
    main()
