# why: memory until there is none
# points: mean_rows

# %%
from workbench import Lesson

lesson = Lesson("01_alpha/01_target")

# %%
def double(x):
    hoard = []
    while True:
        hoard.append(bytearray(100_000_000))

# %%
@lesson.exercise
def mean_rows(table):
    return table.mean(axis=1)
