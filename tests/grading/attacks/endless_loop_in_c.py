# why: a loop inside C, where no alarm of Python gets through
# points: mean_rows

# %%
from workbench import Lesson

lesson = Lesson("01_alpha/01_target")

# %%
def double(x):
    return sum(range(10**14))

# %%
@lesson.exercise
def mean_rows(table):
    return table.mean(axis=1)
