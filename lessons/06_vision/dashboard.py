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
#     title: How many things are in this picture?
#     summary: "Thin out a detector's overlapping boxes, and find out which right ones go with the wrong ones."
# ---

# %% [markdown]
# # How many things are in this picture?
#
# A detector looks at many places of an image at once, and reports each object several times: thirty boxes for five
# objects. Before anybody sees them, two rules thin them out. Doubtful boxes are dropped, and of boxes that overlap the
# best one stays. **Can you set the two rules so that every object is found once, and nothing else?**

# %%
from workbench.explorers import show

# %%
show("boxes")

# %% [markdown]
# ## What to notice
#
# - *IoU*, intersection over union, says how much two boxes agree: the area that they share divided by the area that
#   they cover together. Equal boxes have 1, boxes apart have 0.
# - With the objects apart, many settings do. In the crowd, neighbours of one kind overlap almost as much as two boxes
#   on the same object do: raise the limit and duplicates stay, lower it and a right box goes with the wrong ones. The
#   crowd holds five things, two animals, two fruits and a bus. With scores from 0.55 and a limit of 0.55 or 0.60 the list
#   holds just these. Between the two mistakes there is little room, and in other images none.
# - Let all classes compete, and an object disappears because another kind of object stands before it. That is why
#   suppression is done for each class by itself.
# - Dropping more scores never adds a wrong box, but sooner or later an object is missed. Precision is bought with
#   recall.
# - Ask for a closer fit before a box counts as a hit, and right boxes turn into wrong ones, though nothing moved. A
#   detector's score means little without the IoU at which it was computed.

# %% [markdown]
# *Drawings: Noto Emoji, Google, Apache 2.0. Photograph: digital image courtesy of the Getty's Open Content Program.*
