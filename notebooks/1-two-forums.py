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
# # Two forums
#
# Fourteen short texts, seven about a forum of NATO and seven about one of the EU, travel with the
# package. Who is named in both? What sets them apart? And how sure can one be with so few texts?

# %%
import toolkit

corpus = toolkit.open(":memory:")  # or a path, to keep it
corpus.ingest(toolkit.sample_documents())

# %% [markdown]
# The first folder below the given one is the group of a document. `resolve` finds the names,
# decides which of them mean one thing, and looks for themes.

# %%
corpus.resolve()

# %% [markdown]
# An entity has all the forms in which it is written, and every count leads back to sentences.

# %%
entity = corpus.entity("European Aerospace, Security and Defence Industries Association")
entity

# %%
for quote in entity.quotes[:3]:
    print(f"{quote.doc_id}: {quote.sentence}")

# %% [markdown]
# Why are two names one thing? The explanation is the sum that the decision was made from, in
# bits.

# %%
corpus.explain("ASD", entity.name)

# %% [markdown]
# ## The comparison

# %%
comparison = corpus.compare("nato", "eu", labels={"nato": "NATO forum", "eu": "EU forum"})
comparison

# %% [markdown]
# Read the caveats before the figures. They are part of the result.

# %%
for caveat in comparison.caveats:
    print("-", caveat)

# %% [markdown]
# ## Figures
#
# Few actors are named by both sides. The areas of the circles are as the numbers.

# %%
comparison.plot.overlap()

# %% [markdown]
# Filled marks are differences that are clear at a false discovery rate of 5 %. There are few,
# although many actors occur on one side only: with seven texts on either side much may be chance.

# %%
figure = comparison.plot.distinctive(width="page")
figure

# %%
figure.table.to_pandas().groupby("tier").size()

# %% [markdown]
# The share of documents that name an actor, with the interval of each. A hollow mark at 0 says
# "no mention was found", and its interval how many documents might still name it.

# %%
comparison.plot.prominence(limit=12)

# %%
comparison.plot.heatmap(actors=8, themes=8)

# %%
comparison.plot.ego("Ukraine", limit=16)

# %% [markdown]
# ## What hangs on the names
#
# Names can be resolved in more than one way. This is what the headline would be over
# alternatives.

# %%
comparison.uncertainty

# %% [markdown]
# ## Keep it
#
# A figure for the paper, the table behind it, and the page in which every number opens its
# evidence.

# %%
figure.save("distinctive.pdf")
comparison.actors.all.to_pandas().to_csv("actors.csv", index=False)
comparison.report().save("forums.html")
