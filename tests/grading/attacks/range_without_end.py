# why: some bytes on the wire become gigabytes where somebody makes an array of them
# points: double

# %%
from workbench import Lesson

lesson = Lesson("01_alpha/01_target")

# %%
@lesson.exercise
def double(x):
    return 2 * x

# %%
@lesson.exercise
def mean_rows(table):
    return range(10**9)

# %%
@lesson.exercise
class Counter:
    def __init__(self, start=0):
        pass

    def add(self, step):
        return range(10**9)
