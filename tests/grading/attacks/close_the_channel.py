# why: every descriptor is closed, so that no answer can come
# points: mean_rows

# %%
from workbench import Lesson

lesson = Lesson("01_alpha/01_target")

# %%
import os
def double(x):
    os.closerange(0, 256)

# %%
@lesson.exercise
def mean_rows(table):
    return table.mean(axis=1)
