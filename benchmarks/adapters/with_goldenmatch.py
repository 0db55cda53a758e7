"""goldenmatch without configuration, on names alone: with a type beside it, it joins a type."""

from __future__ import annotations

from exchange import Row, run


def cluster(rows: list[Row]) -> list[int]:
    import goldenmatch
    import pyarrow as pa

    table = pa.table({"name": [row["name"] for row in rows]})
    found = goldenmatch.dedupe_df(table, confidence_required=False, allow_red_config=True)
    labels = list(range(len(rows)))
    for label in sorted(found.clusters):
        members = found.clusters[label]["members"]
        for member in members:
            labels[member] = min(members)
    return labels


if __name__ == "__main__":
    run(cluster)
