# why: a loop that never ends
# points: mean_rows

# %%
from workbench import Lesson

lesson = Lesson("01_alpha/01_target")

# %%
def double(x):
    while True:
        pass

# %%
@lesson.exercise
def mean_rows(table):
    return table.mean(axis=1)
