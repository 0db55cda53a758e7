"""Rows that are made when they are asked for look like rows that are all there."""

from __future__ import annotations

import pyarrow as pa
import pytest

from toolkit.matching.columns import Rows

IDS = [f"r{number:03}" for number in range(200)]
TABLE = pa.table({"record_id": IDS, "name": [f"name {record_id}" for record_id in IDS]})


def test_rows_are_a_mapping_of_all_ids() -> None:
    whole = {i: {"record_id": i, "name": f"name {i}"} for i in IDS}
    rows = Rows(TABLE, IDS)
    assert len(rows) == 200 and list(rows) == IDS and "r199" in rows and "x" not in rows
    assert rows["r150"] == whole["r150"] and rows.get("r001") == whole["r001"]
    assert rows.get("x") is None
    rows.load(["r010", "r199"])
    assert list(rows.keys()) == IDS
    assert dict(rows.items()) == whole and list(rows.values()) == list(whole.values())
    assert rows == whole
    with pytest.raises(KeyError):
        rows["x"]


def test_a_row_is_made_once() -> None:
    rows = Rows(TABLE, IDS)
    made = rows["r005"]
    rows.load(["r004", "r005"])
    assert rows["r005"] is made
