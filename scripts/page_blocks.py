"""The code blocks of the documentation, found in a page with what the page says of them.

Blocks say their language, and a comment on the line before a block may say more:

    <!-- not run: REASON -->   this block cannot run here (Spark, a browser); the tests list these
    <!-- exit: 4 -->           the commands of this block end with this code
    <!-- output -->            this block is what the Python block before it prints
    <!-- begin: demo -->       anywhere: the page starts with the documents and store of the demo

`console`: lines with "$ " are commands, each run by bash; lines after one are its standard output
(and standard error where it fails). A line "..." stands for any lines, "..." in a line for any
text: only for what depends on the machine (times, versions) or is too long to show.
`python` blocks of a page share their names. A block with title="FILE" is written to it.
`make docs-outputs` (scripts/update_outputs.py) puts what comes out now in the place of what is
shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

FENCE = re.compile(r"^(?P<indent> *)(?P<fence>```+)(?P<lang>[\w+-]*) *(?P<info>.*)$")
COMMENT = re.compile(r"^ *<!-- (not run|exit|output|begin)(?:: (.*?))? *-->$")
TITLE = re.compile(r'title="([^"]+)"')


@dataclass(slots=True)
class Command:
    """One command of a console block; `first` and `last` are the lines of what it shows."""

    text: str
    line: int
    shown: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Block:
    """A fenced block: `line` counts from 1 and is that of the opening fence."""

    language: str
    line: int
    lines: list[str]
    title: str = ""
    not_run: str = ""
    exit_code: int = 0
    output: bool = False
    indent: str = ""

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"

    def commands(self) -> list[Command]:
        """Commands of a console block with what is shown of each. A command goes on where its line
        ends with a backslash, or inside a here-document (<<'END')."""
        found: list[Command] = []
        until = ""
        going_on = False
        for number, line in enumerate(self.lines, self.line + 1):
            if going_on:
                found[-1].text += "\n" + line
            elif line.startswith("$ "):
                found.append(Command(line.removeprefix("$ "), number))
                here = re.search(r"<<'?(\w+)'?", line)
                until = here[1] if here else ""
            elif found:
                found[-1].shown.append(line)
                continue
            if until:
                going_on = line != until
                until = until if going_on else ""
            else:
                going_on = line.endswith("\\")
        return found


@dataclass(frozen=True, slots=True)
class Page:
    path: Path
    blocks: tuple[Block, ...]
    begin: str = ""


def read_page(path: Path) -> Page:
    lines = path.read_text(encoding="utf-8").splitlines()
    begins = [m[2] for line in lines if (m := COMMENT.match(line)) and m[1] == "begin"]
    return Page(path, tuple(_blocks(lines)), begins[0] if begins else "")


def _blocks(lines: list[str]) -> Iterator[Block]:
    at = 0
    while at < len(lines):
        opened = FENCE.match(lines[at])
        if not opened:
            at += 1
            continue
        rest = range(at + 1, len(lines))
        end = next((n for n in rest if lines[n].strip() == opened["fence"]), len(lines))
        indent = opened["indent"]
        block = Block(opened["lang"], at + 1, [x.removeprefix(indent) for x in lines[at + 1 : end]])
        block.indent = indent
        block.title = title[1] if (title := TITLE.search(opened["info"])) else ""
        _commented(block, lines, at)
        yield block
        at = end + 1


def _commented(block: Block, lines: list[str], at: int) -> None:
    """The comments on the lines before a block; one blank line may stand between."""
    before = at - 1
    while before >= 0 and (not lines[before].strip() or COMMENT.match(lines[before])):
        said = COMMENT.match(lines[before])
        if said is None and at - before > 1:
            return
        if said:
            if said[1] == "not run":
                block.not_run = said[2] or ""
            elif said[1] == "exit":
                block.exit_code = int(said[2])
            elif said[1] == "output":
                block.output = True
        before -= 1


def fits(shown: list[str], came: list[str]) -> bool:
    """Whether what is shown describes what came: equal but for trailing blanks and "..."."""
    wanted = [line.rstrip() for line in shown]
    while wanted and not wanted[-1]:
        wanted.pop()
    parts = [
        r"(?:[^\n]*\n)*?" if line.strip() == "..." else _line(line) + r"[ ]*\n" for line in wanted
    ]
    text = "".join(line.rstrip() + "\n" for line in came).rstrip("\n") + "\n"
    return re.fullmatch("".join(parts) + r"\n*", text) is not None


def _line(line: str) -> str:
    return r"[^\n]*?".join(re.escape(part) for part in line.split("..."))
