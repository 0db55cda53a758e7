"""`python -m toolkit` is the command `toolkit`."""

from __future__ import annotations

from toolkit.cli import script

if __name__ == "__main__":
    script()
