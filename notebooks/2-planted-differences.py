# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Differences that were planted
#
# Whether a method can be trusted is seen best where the truth is known. So this notebook writes
# its own speeches: three parties, three years, and a few differences that it puts in on purpose.
# Then it looks whether the comparison finds these, and no others.

# %%
import random

import pandas as pd

import toolkit

chance = random.Random(7)
NAMES = ["Norway", "Denmark", "Canada", "the World Bank", "the European Commission", "Japan",
         "the Northern Housing Union", "the Border Guard Agency"]
# Parties draw their names alike, except for half of the sentences of two of them.
PLANTED = {"left": "the Northern Housing Union", "centre": "", "right": "the Border Guard Agency"}
WORDS = [
    "{0} was mentioned in the debate.",
    "We spoke with {0} about the budget.",
    "The report on {0} came late.",
    "Nobody expected {0} to agree.",
]


def speech(party: str, sentences: int = 10) -> str:
    said = []
    for _ in range(sentences):
        planted = PLANTED[party] if chance.random() < 0.5 else ""
        said.append(chance.choice(WORDS).format(planted or chance.choice(NAMES)))
    return " ".join(said)


rows = [
    {"id": f"{party}-{year}-{number}", "party": party, "date": f"{year}-0{number}-15",
     "speech": speech(party)}
    for party in PLANTED for year in (2022, 2023, 2024) for number in range(1, 6)
]
frame = pd.DataFrame(rows)
frame.head()

# %% [markdown]
# A data frame goes in as it is; `columns` says what its columns are called.

# %%
corpus = toolkit.open(":memory:")
corpus.ingest(frame, columns={"doc_id": "id", "text": "speech", "group": "party"})

# %%
corpus.resolve()

# %%
comparison = corpus.compare("left", "centre", "right")
comparison

# %% [markdown]
# ## Was the truth found?
#
# Each party stands against the two others. Filled marks are clear.

# %%
plot = comparison.plot.distinctive(limit=8, width="page")
plot

# %%
found = plot.table.to_pandas()
clear = found[found["tier"] == "clear"][["group", "name", "log_odds", "low", "high", "q_value"]]
clear

# %% [markdown]
# The planted actors stand at the top of their party. What else is clear follows from them:
# whoever spends half of the sentences on one actor has fewer left for the others, so that the
# centre, which has no favourite, names all others more.

# %%
planted = {("left", "Northern Housing Union"), ("right", "Border Guard Agency")}
up = clear[clear["log_odds"] > 0]
{pair: pair in set(zip(up["group"], up["name"], strict=True)) for pair in sorted(planted)}

# %% [markdown]
# ## And what if there is nothing to find?
#
# The same speeches, with the parties dealt out anew. Now every difference is chance.

# %%
shuffled = frame.assign(party=chance.sample(list(frame["party"]), len(frame)))
with toolkit.open(":memory:") as dealt:
    dealt.ingest(shuffled, columns={"doc_id": "id", "text": "speech", "group": "party"})
    dealt.resolve()
    nothing = dealt.compare("left", "centre", "right").plot.distinctive(limit=8, width="page")
nothing

# %%
int((nothing.table.to_pandas()["tier"] == "clear").sum())

# %% [markdown]
# ## Over time

# %%
comparison.plot.timeline(actors=["Northern Housing Union", "Border Guard Agency", "Norway"])
