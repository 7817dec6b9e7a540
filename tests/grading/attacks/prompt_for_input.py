# why: waiting for somebody to type
# points: mean_rows

# %%
from workbench import Lesson

lesson = Lesson("01_alpha/01_target")

# %%
def double(x):
    return float(input("What is the answer? "))

# %%
@lesson.exercise
def mean_rows(table):
    return table.mean(axis=1)
