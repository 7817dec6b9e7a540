# MISTAKE: gives the least number at which the partitions fit, without rounding up to a multiple of cores.
# TOLD: That is the smallest number that fits on its own. It must
@lesson.exercise
def partition_count(file_mb: float, growth: float, cores: int, memory_mb: float) -> int:
    import math

    return max(cores, math.ceil(file_mb * growth * cores / memory_mb))
