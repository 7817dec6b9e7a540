# why: a cell that never ends
# points: mean_rows

# %%
from workbench import Lesson

lesson = Lesson("01_alpha/01_target")

# %%
while True:
    pass

# %%
@lesson.exercise
def mean_rows(table):
    return table.mean(axis=1)
