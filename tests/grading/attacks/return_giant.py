# why: a number so large that it must be near everything
# points: mean_rows

# %%
from workbench import Lesson

lesson = Lesson("01_alpha/01_target")

# %%
def double(x):
    return 10**50_000

# %%
@lesson.exercise
def mean_rows(table):
    return table.mean(axis=1)
