# why: a detached child that waits for the next submission
# points: mean_rows

# %%
from workbench import Lesson

lesson = Lesson("01_alpha/01_target")

# %%
import os, time
for _ in range(3):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(600)
        os._exit(0)
def double(x):
    return 0.0

# %%
@lesson.exercise
def mean_rows(table):
    return table.mean(axis=1)
