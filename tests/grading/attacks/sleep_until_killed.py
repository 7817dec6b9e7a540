# why: sleeping until somebody gives up
# points: mean_rows

# %%
from workbench import Lesson

lesson = Lesson("01_alpha/01_target")

# %%
import time
def double(x):
    time.sleep(10_000)

# %%
@lesson.exercise
def mean_rows(table):
    return table.mean(axis=1)
