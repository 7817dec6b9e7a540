# why: NaN, which equals nothing and passes no tolerance
# points: mean_rows

# %%
from workbench import Lesson

lesson = Lesson("01_alpha/01_target")

# %%
def double(x):
    return float("nan")

# %%
@lesson.exercise
def mean_rows(table):
    return table.mean(axis=1)
