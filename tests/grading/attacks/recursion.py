# why: a function that calls itself without end
# points: mean_rows

# %%
from workbench import Lesson

lesson = Lesson("01_alpha/01_target")

# %%
import sys
sys.setrecursionlimit(10**9)
def double(x):
    return double(x)

# %%
@lesson.exercise
def mean_rows(table):
    return table.mean(axis=1)
