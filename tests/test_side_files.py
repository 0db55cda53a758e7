"""Lines of files that people send to one another."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.errors import InputError
from toolkit.side_files import read_lines


def test_lines_are_numbered_as_they_stand_blank_ones_too(tmp_path: Path) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"a": 1}\r\n\n \n{"b": 2}')
    found = [(where, line.strip()) for where, line in read_lines(path, 100)]
    assert found == [("pairs.jsonl:1", b'{"a": 1}'), ("pairs.jsonl:4", b'{"b": 2}')]


def test_what_cannot_be_read_is_told_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "big.jsonl").write_bytes(b"x" * 11)
    for name, why in (("none.jsonl", "No such file"), ("big.jsonl", "larger than 10 bytes")):
        with pytest.raises(InputError, match=f"{name}: cannot be read: {why}"):
            list(read_lines(tmp_path / name, 10))
