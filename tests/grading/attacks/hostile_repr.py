# why: an exception whose text never comes
# points: mean_rows

# %%
from workbench import Lesson

lesson = Lesson("01_alpha/01_target")

# %%
class Slow(Exception):
    def __str__(self):
        while True:
            pass
def double(x):
    raise Slow()

# %%
@lesson.exercise
def mean_rows(table):
    return table.mean(axis=1)
