# why: an array of shape (10**12,) that takes no memory
# points: mean_rows

# %%
from workbench import Lesson

lesson = Lesson("01_alpha/01_target")

# %%
import numpy as np
def double(x):
    return np.lib.stride_tricks.as_strided(np.zeros(1), shape=(10**12,), strides=(0,))

# %%
@lesson.exercise
def mean_rows(table):
    return table.mean(axis=1)
