# why: what is no Exception passes every net: the panic of a library, or one of its own making
# points: mean_rows double

# %%
from workbench import Lesson

lesson = Lesson("01_alpha/01_target")

# %%
class Panic(BaseException):
    pass


raise Panic("in a cell")

# %%
@lesson.exercise
def double(x):
    return 2 * x

# %%
@lesson.exercise
def apply(function, x):
    raise Panic(x)

# %%
@lesson.exercise
def mean_rows(table):
    return table.mean(axis=1)
