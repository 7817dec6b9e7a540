# why: a judge that looks for faults finds none in NaN: every comparison with it is false
# points:
# lesson: 01_alpha/02_targets

# %%
from workbench import Lesson

lesson = Lesson("01_alpha/02_targets")

# %%
@lesson.exercise
def middle(values, level):
    return float("nan"), float("nan")
