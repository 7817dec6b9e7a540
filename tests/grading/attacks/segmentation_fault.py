# why: memory that does not exist
# points: mean_rows

# %%
from workbench import Lesson

lesson = Lesson("01_alpha/01_target")

# %%
import ctypes
def double(x):
    return ctypes.string_at(0)

# %%
@lesson.exercise
def mean_rows(table):
    return table.mean(axis=1)
