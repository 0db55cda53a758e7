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
# # Your own recogniser, your own frames
#
# You have texts in a data frame and names from a recogniser of your own. Both go in; entities,
# tables and a report come out. Nothing is extracted a second time.

# %%
import re

import pandas as pd

import toolkit

texts = pd.DataFrame([
    ("p1", "harbour", "The Port of Larvik and Orkla Shipping signed. Orkla Shipping builds quays."),
    ("p2", "harbour", "Ms Ingrid Solberg of Orkla Shipping praised the Port of Larvik."),
    ("p3", "harbour", "Solberg said that Orkla Shipping waits for the Fjord Authority."),
    ("u1", "union", "The Dockers' League doubts Orkla Shipping. Ingrid Solberg did not answer."),
    ("u2", "union", "The Dockers' League asked the Fjord Authority (FA) to speak. The FA agreed."),
    ("u3", "union", "Nobody from Orkla Shipping came, the Dockers' League wrote."),
], columns=["id", "source", "body"])
texts

# %%
corpus = toolkit.open(":memory:")
corpus.ingest(texts, columns={"doc_id": "id", "text": "body", "group": "source"})

# %% [markdown]
# ## The recogniser
#
# Here a few patterns stand for it. With spaCy it is shorter still: `corpus.add_mentions(docs)`
# takes the entities of its Docs. Offsets count characters of the text as it was ingested.

# %%
PATTERNS = {
    "ORG": r"Orkla Shipping|Fjord Authority|\bFA\b|Dockers' League",
    "PERSON": r"Ingrid Solberg|\bSolberg\b",
    "FACILITY": r"Port of Larvik",
}
found = pd.DataFrame([
    {"id": row.id, "from": match.start(), "to": match.end(), "text": match.group(), "label": label}
    for row in texts.itertuples()
    for label, pattern in PATTERNS.items()
    for match in re.finditer(pattern, row.body)
])
found.head()

# %%
columns = {"doc_id": "id", "start": "from", "end": "to", "type": "label"}
corpus.add_mentions(found, columns=columns)

# %% [markdown]
# A mention that does not fit its text is left out and told, or raises an error with
# `strict=True`.

# %%
wrong = pd.DataFrame([{"id": "p1", "from": 0, "to": 3, "text": "Port", "label": "ORG"}])
try:
    corpus.add_mentions(wrong, strict=True, columns=columns)
except toolkit.MentionError as error:
    print(error)

# %% [markdown]
# A call of `add_mentions` replaces what its documents had before; so the right ones go in once
# more.

# %%
corpus.add_mentions(found, columns=columns)
corpus.resolve()

# %%
corpus.entities

# %% [markdown]
# The surname and the full name became one person, the acronym and its long form one organisation:

# %%
[corpus.entity(name).aliases for name in ("Ingrid Solberg", "Fjord Authority")]

# %% [markdown]
# ## Out again
#
# Three documents on either side allow no test. The toolkit says so, and the marks stay a
# description.

# %%
comparison = corpus.compare("harbour", "union")
comparison.caveats[0]

# %%
comparison.plot.distinctive()

# %%
actors = comparison.actors.all.to_pandas()
actors[["name", "kind", "mentions_harbour", "mentions_union"]]

# %%
comparison.report().save("harbour.html")
