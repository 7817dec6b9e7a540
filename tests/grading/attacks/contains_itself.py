# why: a list that contains itself
# points: mean_rows

# %%
from workbench import Lesson

lesson = Lesson("01_alpha/01_target")

# %%
def double(x):
    knot = []
    knot.append(knot)
    return knot

# %%
@lesson.exercise
def mean_rows(table):
    return table.mean(axis=1)
