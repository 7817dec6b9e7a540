# why: the answers of earlier calls are remembered to find out what was right
# points: mean_rows

# %%
from workbench import Lesson

lesson = Lesson("01_alpha/01_target")

# %%
seen = []
def double(x):
    seen.append(x)
    return seen[0]

# %%
@lesson.exercise
def mean_rows(table):
    return table.mean(axis=1)
