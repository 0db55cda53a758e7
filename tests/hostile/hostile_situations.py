"""Command lines with files that people exchange, and what has to become of them."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
from hostile_files import TEXT

DEEP = "[" * 100_000 + "]" * 100_000
RESOLVE = "resolve docs --store new.duckdb"
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{last}'] * 9)}]\n"
    for last, name in zip("abcdefghi", "bcdefghij", strict=True)
)  # fmt: skip
MERGED = "a: &a {x: 1}\n" + "".join(
    f"{name}: &{name}\n  <<: [{', '.join([f'*{last}'] * 9)}]\n"
    for last, name in zip("abcdefghi", "bcdefghij", strict=True)
)  # fmt: skip
JUDGED = {"left": "BPA", "right": "Oslo", "verdict": "different"}
SLOW = "themes: {t: {label: T, patterns: ['%s']}}\n"


@dataclass(frozen=True)
class Situation:
    """`files` are written beside the folder `docs` and the store `s.duckdb` before the command."""

    name: str
    command: str
    code: int
    said: str
    files: dict[str, str | bytes | Callable[[Path], object]] = field(default_factory=dict)


def situations() -> list[Situation]:
    return _settings() + _codebooks() + _models() + _decisions() + _mentions() + _stores() + _more()


def _settings() -> list[Situation]:
    def case(name: str, text: str | bytes, code: int = 2, said: str = "c.toml") -> Situation:
        return Situation(f"settings: {name}", f"{RESOLVE} --config c.toml", code, said,
                         {"c.toml": text})  # fmt: skip

    return [
        case("no TOML", "[run\nthreads"),
        case("nested", f"[run]\nseed = {DEEP}"),
        case("tables", "[" + ".".join("a" * 30_000) + "]\n"),
        case("bytes", b"\xff\xfe\x00"),
        case("number", "[run]\nseed = " + "9" * 9_000),
        case("infinite", "[documents]\nmax_seconds = inf\n[clustering]\nthreshold = nan\n"),
        case("negative", "[documents]\nmax_bytes = -1\n"),
        case("model elsewhere", "[matching]\nmodel = '../../../../etc/passwd'\n", 2, "passwd"),
        case("no file", "[matching]\nmodel = '/dev/zero.json'\n", 2, "zero.json"),
        Situation("settings: a device", f"{RESOLVE} --config /dev/zero", 2, "zero"),
        Situation("settings: a pipe", f"{RESOLVE} --config c.toml", 2, "c.toml",
                  {"c.toml": os.mkfifo}),
        Situation("settings: large", f"{RESOLVE} --config c.toml", 2, "c.toml",
                  {"c.toml": b"#" * 60_000_000}),
    ]  # fmt: skip


def _codebooks() -> list[Situation]:
    def case(name: str, text: str | bytes, said: str = "b.yml", code: int = 2) -> Situation:
        return Situation(f"codebook: {name}", "codebook check b.yml s.duckdb", code, said,
                         {"b.yml": text})  # fmt: skip

    patterns = {
        "gaps": "met ...999 met ...999 met ...999 zzz",
        "gap": "met ...99999999999 zzz",
        "optionals": " ".join(["met"] + ["a?"] * 40 + ["zzz"]),
        "stars": "-".join(["a*"] * 30) + " zzz",
    }
    return [
        case("aliases", BOMB),
        case("aliases in patterns", BOMB + "themes: {t: {label: T, patterns: *j}}\n"),
        case("merged", MERGED),
        case("itself", "&a {themes: *a}\n"),
        case("nested", f"themes: {DEEP}"),
        case("object", "themes: !!python/object/apply:os.system ['touch evil']\n"),
        case("number", "themes: " + "9" * 9_000 + "\n"),
        case("date", "themes: 2020-99-99\n"),
        case("bytes", b"\x00\xff"),
        case("large", b"#" * 60_000_000),
        *(case(f"slow {name}", SLOW % text, "t.patterns") for name, text in patterns.items()),
        Situation("codebook: CSV", "codebook check b.csv s.duckdb", 2, "b.csv",
                  {"b.csv": b'theme,pattern\n"open,\0\n'}),
    ]  # fmt: skip


def _models() -> list[Situation]:
    def case(name: str, text: str | bytes, said: str = "m.json") -> Situation:
        return Situation(f"model: {name}", f"{RESOLVE} --model m.json", 2, said, {"m.json": text})

    return [
        case("no JSON", "{"),
        case("pickle", b"\x80\x04cos\nsystem\n(S'touch evil'\ntR."),
        case("nested", DEEP),
        case("number", '{"format": "toolkit-model-1", "prior": ' + "9" * 9_000 + "}"),
        case("infinite", '{"format": "toolkit-model-1", "comparisons": {}, "prior": Infinity}'),
        case("empty", '{"format": "toolkit-model-1", "comparisons": {}}'),
        case("wrong", '{"format": "toolkit-model-1", "comparisons": [], "calibration": {"a": 1}}'),
        Situation("model: a folder", f"{RESOLVE} --model m.json", 2, "m.json",
                  {"m.json": lambda path: path.mkdir()}),
        Situation("model: a pipe", f"{RESOLVE} --model m.json", 2, "m.json",
                  {"m.json": os.mkfifo}),
    ]  # fmt: skip


def _decisions() -> list[Situation]:
    def case(name: str, text: str | bytes, code: int = 3, said: str = "j.jsonl") -> Situation:
        return Situation(f"judgements: {name}", f"{RESOLVE} --judgements j.jsonl", code, said,
                         {"j.jsonl": text})  # fmt: skip

    def line(**changed: object) -> str:
        return json.dumps(JUDGED | changed) + "\n"

    return [
        case("no JSON", "same, same\n"),
        case("nested", DEEP),
        case("number", '{"left": ' + "9" * 9_000 + "}"),
        case("bytes", b'{"left": "\xff"}'),
        case("half a character", line(left="\ud800", why="\udfff")),
        case("NUL", line(left="B\0PA")),
        case("list", line(left=["BPA"])),
        case("verdict", line(verdict="'; DROP TABLE entities; --")),
        case("unknown field", line(**{"__proto__": "x"})),
        case("long", line(left="BPA" * 1_000_000)),
        case("formula", line(by="=HYPERLINK(1)", why="\x1b[2J"), 0, "1 judgements taken over"),
        Situation("answers: no CSV", "review s.duckdb --import q.csv --author a", 0, "1 rows empty",
                  {"q.csv": 'question_id,left,right,verdict\n"open'}),
        Situation("answers: bytes", "review s.duckdb --import q.csv --author a", 3, "q.csv",
                  {"q.csv": b"\xff\xfe\0"}),
        Situation("answers: nested", "review s.duckdb --import q.jsonl --author a", 3, "q.jsonl",
                  {"q.jsonl": DEEP}),
    ]  # fmt: skip


def _mentions() -> list[Situation]:
    def case(
        name: str, text: str | bytes, code: int = 4, suffix: str = ".jsonl", said: str = ""
    ) -> Situation:
        return Situation(f"mentions: {name}", f"{RESOLVE} --mentions m{suffix}", code,
                         said or f"m{suffix}", {f"m{suffix}": text})  # fmt: skip

    def line(**changed: object) -> str:
        row = {"doc_id": "good_one", "start": 4, "end": 8, "text": TEXT[4:8], "type": "ORG"}
        return json.dumps(row | changed) + "\n"

    good = line(end=11, text=TEXT[4:11])
    return [
        case("no JSON", "x\n"),
        case("nested", good + DEEP),
        case("number", good + '{"start": ' + "9" * 9_000 + "}"),
        case("bytes", good.encode() + b"\xff\n"),
        case("negative", line(start=-4)),
        case("far", line(end=10**18)),
        case("float", line(start=1e400)),
        case("half a character", line(text="\ud800")),
        case("norm", line(norm="\ud800", end=11, text=TEXT[4:11])),
        case("BIO", "# newdoc id = good_one\nThe B-ORG\n\0 I-\x1b\n", 4, ".conll"),
        case("brat", "T1\tORG 99999999999999999999 5\tx\n", 4, ".ann"),
        case("web", DEEP, 3, ".jsonld"),
        case("web target", '[{"target": {"selector": {"type": []}}}]', 4, ".jsonld"),
        Situation("mentions: a pipe", f"{RESOLVE} --mentions m.jsonl", 3, "m.jsonl",
                  {"m.jsonl": os.mkfifo}),
    ]  # fmt: skip


def _stores() -> list[Situation]:
    def altered(sql: str) -> Callable[[Path], object]:
        def write(path: Path) -> None:
            path.write_bytes((path.parent / "s.duckdb").read_bytes())
            with duckdb.connect(str(path)) as stranger:
                stranger.execute(sql)

        return write

    def cut(path: Path) -> None:
        data = (path.parent / "s.duckdb").read_bytes()
        path.write_bytes(data[: len(data) // 2])

    def flipped(path: Path) -> None:
        data = bytearray((path.parent / "s.duckdb").read_bytes())
        for at in range(8_192, len(data), 997):
            data[at] ^= 0x5A
        path.write_bytes(bytes(data))

    def case(name: str, make: Callable[[Path], object] | bytes, code: int = 3) -> Situation:
        return Situation(f"store: {name}", "compare x.duckdb --report x.html", code, "x.duckdb",
                         {"x.duckdb": make})  # fmt: skip

    read = "SELECT content FROM read_text('/etc/hostname')"
    return [
        case("text", TEXT.encode()),
        case("empty", b"", 3),
        case("SQLite", b"SQLite format 3\0" + b"\0" * 4_000),
        case("cut", cut),
        case("flipped", flipped),
        case("a pipe", os.mkfifo),
        case("a folder", lambda path: path.mkdir()),
        case("a view", altered(f"CREATE VIEW v AS {read}")),
        case("a macro", altered("CREATE MACRO lower(x) AS 'x'")),
        case("a table less", altered("DROP TABLE theme_evidence")),
        case("a column less", altered("ALTER TABLE sentences DROP zone")),
        case("a column of another type", altered(
            "ALTER TABLE sentences ALTER start_at TYPE VARCHAR USING 'x'")),
        case("version", altered("UPDATE meta SET value = '" + "9" * 5_000 + "' "
                                "WHERE key = 'schema_version'")),
        *(case(f"offsets of {table}", altered(f"UPDATE {table} SET {change}"))
          for table in ("mentions", "sentences")
          for change in ("start_at = -5", "end_at = 2000000000", "end_at = -1")),
        Situation("store: as input", "resolve s.duckdb --store new.duckdb", 3, "unknown format"),
        Situation("store: called .txt", "resolve copy.txt --store new.duckdb", 3, "copy.txt", {
            "copy.txt": lambda path: path.write_bytes((path.parent / "s.duckdb").read_bytes())}),
        Situation("store: onto a document", "resolve docs --store docs/good_one.txt", 3,
                  "good_one.txt"),
    ]  # fmt: skip


def _more() -> list[Situation]:
    return [
        Situation("documents: doc_id twice", "resolve t.jsonl --store new.duckdb", 3, "two doc",
                  {"t.jsonl": 2 * (json.dumps({"doc_id": "x", "text": TEXT}) + "\n")}),
        Situation("documents: nothing good", "resolve bad --store new.duckdb", 3, "no documents",
                  {"bad/a.txt": b"\0", "bad/b.txt.gz": gzip.compress(b"")[:9]}),
        Situation("documents: a device", "resolve /dev/zero --store new.duckdb", 3, "zero"),
        Situation("pairs: bad lines", "score-pairs p.jsonl", 4, "p.jsonl:2", {"p.jsonl":
            '{"left": "a", "right": "b"}\n' + DEEP + '\n{"left": ' + "9" * 9_000 + "}\n"
            '{"left": "\\ud800", "right": "b"}\n{"left": "a\\u0000", "right": "b"}\n'
            '{"left": "\\u001b[2J", "right": 1}\n'}),
        Situation("pairs: long names", "score-pairs p.jsonl", 4, "p.jsonl:1", {"p.jsonl":
            json.dumps({"left": "ab " * 500_000, "right": "ba " * 500_000}) + "\n"}),
        Situation("gold: bad lines", "evaluate s.duckdb g.jsonl", 3, "g.jsonl",
                  {"g.jsonl": DEEP + '\n{"start": ' + "9" * 9_000 + "}\n"}),
        Situation("names: odd", "show s.duckdb \x1b]0;x\x07", 2, "no entity"),
        Situation("names: long", "show s.duckdb " + "x" * 100_000, 2, "no entity"),
    ]  # fmt: skip
