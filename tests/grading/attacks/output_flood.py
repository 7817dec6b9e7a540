# why: output without end
# points: mean_rows

# %%
from workbench import Lesson

lesson = Lesson("01_alpha/01_target")

# %%
def double(x):
    for _ in range(200):
        print("x" * 1_000_000)
    return 0.0

# %%
@lesson.exercise
def mean_rows(table):
    return table.mean(axis=1)
