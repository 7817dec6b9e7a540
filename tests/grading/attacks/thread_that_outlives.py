# why: threads that go on, and change the result later
# points: mean_rows

# %%
from workbench import Lesson

lesson = Lesson("01_alpha/01_target")

# %%
import threading, time
def forge():
    while True:
        time.sleep(0.01)
        globals()["double"] = lambda x: 0.0
threading.Thread(target=forge, daemon=False).start()
def double(x):
    return 0.0

# %%
@lesson.exercise
def mean_rows(table):
    return table.mean(axis=1)
