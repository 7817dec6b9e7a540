# why: the process ends with success in the middle of a call
# points: mean_rows

# %%
from workbench import Lesson

lesson = Lesson("01_alpha/01_target")

# %%
import os
def double(x):
    os._exit(0)

# %%
@lesson.exercise
def mean_rows(table):
    return table.mean(axis=1)
