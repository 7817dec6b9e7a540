# why: an object that would turn into a passed verdict when it is unpickled
# points: mean_rows

# %%
from workbench import Lesson

lesson = Lesson("01_alpha/01_target")

# %%
class Passed:
    def __reduce__(self):
        from workbench.checking.types import Outcome, Verdict
        return Verdict, ("double", Outcome.PASSED)
def double(x):
    return Passed()

# %%
@lesson.exercise
def mean_rows(table):
    return table.mean(axis=1)
