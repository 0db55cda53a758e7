"""A corpus full of doubts: one person or two, a short name of two bodies, a name that is markup."""

from __future__ import annotations

TEXTS = {
    "north/rivers": (
        "Oleksandr Kovalchyk of the Nordic Rivers Institute spoke in Oslo. Oleksandr Kovalchyk "
        "thanked Norway.\n"
    ),
    "north/ports": "Oleksandr Kovalchyk visited the port of Bergen in Norway.\n",
    "north/harbour": (
        "The Northern Harbour Agency (NHA) met in Oslo. The Northern Harbour Agency will pay.\n"
    ),
    "south/danube": (
        "Oleksandr Kowalchyk came to Vienna. Oleksandr Kowalchyk met the Danube Harbour Agency.\n"
    ),
    "south/city": "Oleksandr Kowalchyk left Vienna, the capital of Austria.\n",
    "south/health": (
        "The National Health Authority (NHA) opened an office in Graz. The National Health "
        "Authority has new staff.\n"
    ),
    "south/report": "The NHA published its report in Linz. The report of the NHA is long.\n",
}
LEFT, RIGHT = "Oleksandr Kovalchyk", "Oleksandr Kowalchyk"
# Weights that stay as they are, so that the cases below stay what they were written for.
OVERRIDES = {
    "clustering.threshold": 2.0, "clustering.review_above": -3.0,
    "matching.model": "policy_by_hand",
}  # fmt: skip
