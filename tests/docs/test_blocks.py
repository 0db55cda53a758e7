"""How blocks of pages are found and judged: what the tests of pages stand on."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_blocks import Page, fits, read_page
from page_outputs import renewed
from page_runs import ROOT, PageError, run_page

PAGE = """
# A page
<!-- begin: demo -->

```console
$ printf 'a\\nb 12 s\\n'
a
b ... s
$ cat <<'END' > made.txt
two words
END
$ cat \\
  made.txt
two words
```

<!-- exit: 3 -->
```console
$ exit 3
```

<!-- not run: needs a cluster -->

```python
1 / 0
```

```python title="code.py"
x = 6
```

```python
from code import *
import importlib.util
print("seen")
```

<!-- output -->
```text
seen
```
"""


@pytest.fixture
def page(tmp_path: Path) -> Page:
    path = tmp_path / "page.md"
    path.write_text(PAGE)
    return read_page(path)


def test_blocks_are_read_with_what_is_said_of_them(page: Page) -> None:
    assert page.begin == "demo"
    assert [b.language for b in page.blocks] == [
        "console", "console", "python", "python", "python", "text",
    ]  # fmt: skip
    first, second, third, fourth, _, last = page.blocks
    assert [c.shown for c in first.commands()] == [["a", "b ... s"], [], ["two words"]]
    assert first.commands()[1].text.endswith("two words\nEND")
    assert (second.exit_code, third.not_run, fourth.title) == (3, "needs a cluster", "code.py")
    assert last.output and not first.output


def run(text: str, folder: Path) -> None:
    path = ROOT / "page.md"  # only for the messages
    source = folder / "page.md"
    source.write_text(text)
    inside = folder / "run"
    inside.mkdir()
    run_page(Page(path, read_page(source).blocks), inside)


def test_a_good_page_passes(tmp_path: Path) -> None:
    run(PAGE, tmp_path)
    assert (tmp_path / "run" / "code.py").read_text() == "x = 6\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("```console\n$ echo a\nb\n```", "make docs-outputs"),
        ("```console\n$ false\n```", "ended with 1"),
        ("<!-- exit: 2 -->\n```console\n$ true\n```", "ended with 0, not 2"),
        ("```python\nraise ValueError('no')\n```", "ValueError: no"),
        ("```python\nprint(1)\n```\n<!-- output -->\n```text\n2\n```", "make docs-outputs"),
        ("```toml\n[clustering]\nthresh = 2\n```", "thresh"),
        ("```toml\n[clustering\n```", "no valid toml"),
        ("```json\n{,}\n```", "no valid json"),
        ("```csv\na,b\n1\n```", "unequal"),
        ('```python title="a.py"\nif:\n```', "no valid python"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(PageError) as raised:
        run(text, tmp_path)
    assert told in str(raised.value) and "page.md:" in str(raised.value)


def test_dots_stand_for_lines_or_for_text() -> None:
    assert fits(["a", "...", "z"], ["a", "b", "c", "z"]) and fits(["a", "...", "z"], ["a", "z"])
    assert fits(["took ... s"], ["took 12 s"]) and not fits(["took ... s"], ["took 12 m"])
    assert not fits(["a"], ["a", "b"]) and not fits(["a", "b"], ["a"])


SIGNS = st.characters(exclude_characters="\n\r.", codec="utf-8", min_codepoint=32)


@given(st.lists(st.text(SIGNS)))
def test_an_output_fits_itself_and_no_longer_one(lines: list[str]) -> None:
    lines = [line for text in lines for line in text.splitlines() if line.strip()]
    assert fits(lines, lines)
    assert not fits([*lines, "one more"], lines)


def test_renewed_outputs_keep_their_dots() -> None:
    shown = ["documents 9", "...", "warning: a.doc", "...", "took ... s"]
    came = ["documents 12", "reading", "0.4 s", "warning: b.doc", "next", "took 3 s"]
    assert renewed(shown, came) == ["documents 12", "...", "warning: b.doc", "...", "took ... s"]
    assert renewed(["x"], ["something else", "and more"]) == ["something else", "and more"]
    assert renewed(["a", "..."], ["a", "b"]) == ["a", "..."] and renewed(["..."], ["b"]) == ["..."]


@given(st.lists(st.sampled_from(["...", "a ... b", "one line", "x"])), st.lists(st.text(SIGNS)))
def test_renewed_outputs_fit(shown: list[str], lines: list[str]) -> None:
    came = [line for text in lines for line in text.splitlines() if line.strip()]
    assert fits(renewed(shown, came), came)
