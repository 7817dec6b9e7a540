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
#     title: Why does training diverge?
#     summary: "Walk downhill on real and classic loss surfaces, and find the rate at which walking becomes flying."
# ---

# %% [markdown]
# # Why does training diverge?
#
# Two people fit the same line to the same penguins: body mass on flipper length. One of them measures flippers from
# the average penguin, the other from the shortest. With the same learning rate, one is done in a few steps; the
# other's loss grows without end. **What is different, and how large may the learning rate be?**

# %%
from workbench.explorers import show

# %%
show("descent")

# %% [markdown]
# ## What to notice
#
# - Without momentum every step goes at a right angle to the contour line it starts from. In a long valley that is
#   mostly *across*, not *along*: the steep direction decides how large a step may be, the flat one how many it takes.
# - With learning rate $\eta$ and curvature $\lambda$ in some direction, each step multiplies the distance from the
#   minimum by $1 - \eta\lambda$. Below $\eta = 1/\lambda$ it shrinks, from there to $2/\lambda$ it swings and shrinks,
#   above it grows. The steepest direction reaches that limit first.
# - On the standardised penguins all directions are equally steep, so a learning rate of 1 lands on the minimum in one
#   step. Counting flippers from the shortest makes the bowl a valley, and the limit falls from 2 to 0.33.
# - Momentum helps in the valley: what swings cancels out, what points along the floor adds up. Give it too much and the
#   path overshoots and comes back.
# - Rosenbrock's banana has no single curvature. A rate that is safe on the walls creeps along its floor: the reason why
#   learning rates are scheduled and adapted.

# %% [markdown]
# *Penguin measurements: Horst, Hill & Gorman (2020), palmerpenguins, CC0.*
