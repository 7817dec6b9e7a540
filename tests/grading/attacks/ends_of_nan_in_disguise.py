# why: NaN at a depth and in a type that nobody looks into
# points:
# lesson: 01_alpha/02_targets

# %%
from workbench import Lesson

lesson = Lesson("01_alpha/02_targets")

# %%
import numpy as np


@lesson.exercise
def middle(values, level):
    return np.array([np.float32("nan"), None], dtype=object)
