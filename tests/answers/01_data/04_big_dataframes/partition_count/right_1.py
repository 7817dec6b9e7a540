# cores cancel out: a ceiling of memory needed over memory given, times cores
@lesson.exercise
def partition_count(file_mb: float, growth: float, cores: int, memory_mb: float) -> int:
    import math

    return cores * max(1, math.ceil(file_mb * growth / memory_mb))
