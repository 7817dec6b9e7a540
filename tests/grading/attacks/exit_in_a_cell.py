# why: the process ends while the cells run
# points: mean_rows

# %%
from workbench import Lesson

lesson = Lesson("01_alpha/01_target")

# %%
import os
os._exit(0)

# %%
@lesson.exercise
def mean_rows(table):
    return table.mean(axis=1)
