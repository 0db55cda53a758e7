"""Write the pages of docs/reference that are made from the code.

Run:  make reference   (or python scripts/build_reference.py [--check])
python.md comes from signatures and docstrings, command-line.md from the help of every command,
configuration.md from configs/default.toml, schema.md from toolkit/store/schema.sql, tables.md from
the columns of exports and from a comparison of the bundled documents. `--check` writes nothing and
ends with 1 where a page is not what the code makes of it; tests/docs does the same.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from reference_commands import commands_page
from reference_python import python_page
from reference_settings import configuration_page, schema_page
from reference_tables import tables_page

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "reference"
MARK = "<!-- Made by `make reference` from the code. Change the code, not this page. -->\n\n"
PAGES: Mapping[str, Callable[[], str]] = {
    "python.md": python_page,
    "command-line.md": commands_page,
    "configuration.md": configuration_page,
    "schema.md": schema_page,
    "tables.md": tables_page,
}


def made(name: str) -> str:
    """The whole text of a page as the code makes it now."""
    return MARK + PAGES[name]().rstrip() + "\n"


def main(check: bool) -> int:
    wrong = 0
    for name in PAGES:
        path, text = FOLDER / name, made(name)
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        wrong += 1
        if check:
            print(f"{name} is not what the code makes of it; run: make reference", file=sys.stderr)
        else:
            path.write_text(text, encoding="utf-8")
            print(f"{name} written")
    return int(check and wrong > 0)


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
