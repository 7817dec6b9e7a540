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
#     title: Who looks at whom?
#     summary: "Attention weights of words in Shakespeare, with and without a sense of order."
# ---

# %% [markdown]
# # Who looks at whom?
#
# A transformer reads a line by letting every word look at every other one. **If the line says “horse” twice, can it
# tell the two apart?** Look at the weights, and switch the positions on and off.

# %%
from workbench.explorers import show

# %%
show("attention_map")

# %% [markdown]
# ## What to notice
#
# - Without positions two equal words have equal rows and equal columns: attention sees a set of words, not a
#   sequence.
# - Added positions shift the vectors, rotary ones turn them; with either the two horses differ, and near words
#   gain.
# - The sharper the softmax, the nearer attention comes to a dictionary lookup, and the less gradient flows to the
#   words that lost.
# - The causal mask makes the upper triangle empty. Each row still sums to one, so the first word spends everything
#   on itself.

# %% [markdown]
# *Shakespeare: public domain.*
