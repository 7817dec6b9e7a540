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
#     title: What does a groupby do?
#     summary: "Split 344 penguins into groups, apply a function to each, combine, and see where missing values go."
# ---

# %% [markdown]
# # What does a groupby do?
#
# "How heavy is a penguin?" has one answer for the whole table and a better one per species. Asking *per group* is the
# most common question put to a table, and pandas answers it in one line. **What happens inside that line, and which
# rows quietly do not take part?**

# %%
from workbench.explorers import show

# %%
show("groupby")

# %% [markdown]
# ## What to notice
#
# - **Split** only sorts the rows into groups; no number changes. **Apply** sees one group at a time, none of the
#   others. **Combine** puts one number per group into a new, small table whose index is the key.
# - Split by species, then by year: the same dots, the same function, another story. The key decides which differences
#   can be seen at all.
# - `count` counts the values that are there, `size` counts rows. For body mass they differ by one in two species: two
#   penguins were not weighed.
# - Split by sex: eleven penguins have none on record, and a groupby drops them without a word. Keep them, and they
#   become a group of their own.
# - Split by island: the penguins of Biscoe weigh 4,716 g on average, too much for its Adelies and too little for its
#   Gentoos. An average over two kinds may describe neither.

# %% [markdown]
# *Penguin measurements: Horst, Hill & Gorman (2020), palmerpenguins, CC0.*
