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
#     title: A threshold for each group
#     summary: "Make one fairness criterion hold, and watch the others give way."
# ---

# %% [markdown]
# # A threshold for each group
#
# An income model was trained without the columns sex and race. **Does it treat women and men alike? And if not, can
# you make it?** Choose a threshold for each group, and try to make all four pairs of bars equal.

# %%
from workbench.explorers import show

# %%
show("fairness")

# %% [markdown]
# ## What to notice
#
# - With one common threshold the selection rates differ widely, though the model never saw the group: other columns
#   tell it.
# - You can make the selection rates equal, or the true positive rates, or the precision. Making one pair equal
#   moves the others.
# - Where base rates differ and some are selected wrongly, some rightly, equal error rates and equal precision exclude
#   each other. Other pairs do not: look at black and white with 0.41 and 0.50. Somebody must choose what matters, and
#   say why.

# %% [markdown]
# *1994 census: B. Becker and R. Kohavi (1996), Adult, UCI, CC BY 4.0.*
