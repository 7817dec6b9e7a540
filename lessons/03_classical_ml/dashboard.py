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
show("fit_by_hand")

# %% [markdown]
# ## What to notice
#
# - By hand one comes close to the line of least loss, and not quite there. Ask for it only after you have tried.
# - Drag the star away. Above the middle of the stones it hardly turns the line of least squares, far to the side it does;
#   the line of least absolute error moves little either way.

# %%
show("bias_variance")

# %% [markdown]
# ## What to notice
#
# - A model that is too stiff misses the truth with every sample in the same way: that is bias. One that is too free follows
#   each sample, and the fits disagree: that is variance.
# - A penalty does what fewer powers do. The noise of the points is in every error, and no model takes it away.

# %%
show("decision_boundary")

# %% [markdown]
# ## What to notice
#
# - With bill depth and body mass no penguin is called a Chinstrap, though a fifth of them are, and the probabilities say so.
#   Raise the price of missing one, and they appear.
# - The temperature changes the probabilities and the log loss. While all mistakes cost the same it moves no border.

# %%
show("threshold")

# %% [markdown]
# ## What to notice
#
# - The curve on the right belongs to the model and does not move. The threshold chooses a place on it.
# - Raise the price of a missed default: the cheapest threshold falls, and with it the precision. No measure of the
#   model tells you this price.

# %% [markdown]
# *Diamonds: ggplot2 core developer team, MIT. Digits: MNIST, Y. LeCun and C. Cortes, CC BY-SA 3.0. Credit-card customers: I-C. Yeh (2009), UCI, CC BY 4.0. Penguins: A. Horst, A. Hill
# and K. Gorman (2020), CC0. Patients: A. Janosi and others (1989), UCI, CC BY 4.0.*
