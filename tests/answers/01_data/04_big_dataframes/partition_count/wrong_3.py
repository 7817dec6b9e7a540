# MISTAKE: lets a single partition take all the memory, forgetting that one for each core is there at a time.
# TOLD: You left out that each core holds a partition at the same
@lesson.exercise
def partition_count(file_mb: float, growth: float, cores: int, memory_mb: float) -> int:
    import math

    parts = math.ceil(file_mb * growth / memory_mb)
    return math.ceil(parts / cores) * cores
