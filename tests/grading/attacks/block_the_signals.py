# why: all signals are blocked before the loop
# points: mean_rows

# %%
from workbench import Lesson

lesson = Lesson("01_alpha/01_target")

# %%
import signal
def double(x):
    signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 64))
    signal.setitimer(signal.ITIMER_REAL, 0)
    while True:
        pass

# %%
@lesson.exercise
def mean_rows(table):
    return table.mean(axis=1)
