# why: a list inside a list, a hundred thousand times
# points: mean_rows

# %%
from workbench import Lesson

lesson = Lesson("01_alpha/01_target")

# %%
def double(x):
    nest = []
    for _ in range(100_000):
        nest = [nest]
    return nest

# %%
@lesson.exercise
def mean_rows(table):
    return table.mean(axis=1)
