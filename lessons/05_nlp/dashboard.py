# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Workbench (Python)
#     language: python
#     name: workbench
#   workbench:
#     title: From letters to words
#     summary: "Watch a sentence turn from letters into words as byte-pair encoding learns, and see whose words stay in pieces."
# ---

# %% [markdown]
# # From letters to words
#
# A language model reads numbers that a tokeniser made. **How many merges does it take until an English sentence is
# as short as its words, and what happens to a German one?**

# %%
from workbench.explorers import show

# %%
show("tokeniser")

# %% [markdown]
# ## What to notice
#
# - Frequent words become one token early: “the”, “and”, “had”. Names of the novel follow, because this text is full
#   of them.
# - A sentence about neural networks stays in pieces: its words were rare in 1815. The vocabulary remembers what it
#   was trained on.
# - The German sentence needs more tokens for each word at every setting, though its letters are the same: its
#   speakers pay more and fit less into the context.

# %% [markdown]
# *Six novels of Jane Austen: public domain.*
