# why: a loop that catches whatever is raised
# points: mean_rows

# %%
from workbench import Lesson

lesson = Lesson("01_alpha/01_target")

# %%
def double(x):
    while True:
        try:
            while True:
                pass
        except BaseException:
            continue

# %%
@lesson.exercise
def mean_rows(table):
    return table.mean(axis=1)
