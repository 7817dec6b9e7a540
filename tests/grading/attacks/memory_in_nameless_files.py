# why: memory of files without a name is mapped by no process, and no mount limits it
# points: is_odd
# lesson: 01_alpha/02_targets

# %%
from workbench import Lesson

lesson = Lesson("01_alpha/02_targets")

# %%
import os

kept = []
for _ in range(20):
    kept.append(os.memfd_create("m"))
    for _ in range(100):
        os.write(kept[-1], b"x" * 1_000_000)


# %%
@lesson.exercise
def is_odd(values):
    return bool(sum(values) % 2)
