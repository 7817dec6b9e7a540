# why: sys.exit(0) in a call
# points: mean_rows

# %%
from workbench import Lesson

lesson = Lesson("01_alpha/01_target")

# %%
import sys
def double(x):
    sys.exit(0)

# %%
@lesson.exercise
def mean_rows(table):
    return table.mean(axis=1)
