# why: each of many programs stays below the limit of one process, and began with less than a notebook does
# points: is_odd
# lesson: 01_alpha/02_targets

# %%
from workbench import Lesson

lesson = Lesson("01_alpha/02_targets")

# %%
import subprocess
import sys
import time

hungry = "import time; held = bytearray(250_000_000); held[::4096] = bytes(len(held[::4096])); time.sleep(30)"
started = [subprocess.Popen([sys.executable, "-c", hungry]) for _ in range(6)]
time.sleep(20)


# %%
@lesson.exercise
def is_odd(values):
    return bool(sum(values) % 2)
