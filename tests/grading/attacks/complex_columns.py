# why: a complex column is numeric, and as float it has no imaginary part
# points:
# lesson: 01_alpha/02_targets

# %%
from workbench import Lesson

lesson = Lesson("01_alpha/02_targets")

# %%
import pandas as pd


@lesson.exercise
def shares(counts):
    return pd.DataFrame({"count": counts + 3j, "share": counts / counts.sum()})
