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
#     title: Can you trust the score?
#     summary: "Two ways in which an honest person reports a dishonest number, and two decisions that no score makes for you."
# ---

# %% [markdown]
# # Can you trust the score?
#
# A model is as good as the number that was measured on data it could not know. **How do you get an excellent number
# for a model that has learned nothing at all?** It is easier than it sounds, and it happens in published work.

# %%
from workbench.explorers import show

# %%
show("leakage")

# %% [markdown]
# ## What to notice
#
# - With shuffled labels there is nothing to learn. Chosen inside the folds, the accuracy stays around one half, as
#   it must.
# - Chosen on all rows, the very same data look predictable: among hundreds of pixels some agree with any labels by
#   chance, and the choice has already seen the labels of the rows that later play the test.
# - More rows shrink the leak; more candidates make it grow. With true labels both ways nearly agree, which is why
#   the mistake is so easy to miss.

# %%
show("threshold")

# %% [markdown]
# ## What to notice
#
# - The curve on the right belongs to the model and does not move. The threshold chooses a place on it.
# - Raise the price of a missed default: the cheapest threshold falls, and with it the precision. No measure of the
#   model tells you this price.

# %%
show("decision_boundary")

# %% [markdown]
# ## What to notice
#
# - With bill depth and body mass no penguin is called a Chinstrap, though a fifth of them are, and the probabilities say so.
#   Raise the price of missing one, and they appear.
# - The temperature changes the probabilities and the log loss. While all mistakes cost the same it moves no border.

# %% [markdown]
# *Digits: MNIST, Y. LeCun and C. Cortes, CC BY-SA 3.0. Credit-card customers: I-C. Yeh (2009), UCI, CC BY 4.0. Penguins: A. Horst, A. Hill
# and K. Gorman (2020), CC0. Patients: A. Janosi and others (1989), UCI, CC BY 4.0.*
