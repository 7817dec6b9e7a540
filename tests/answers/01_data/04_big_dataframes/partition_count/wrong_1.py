# MISTAKE: uses floor + 1, so a need of exactly the memory gets a round too many.
# TOLD: Exactly the memory is allowed: you went one round further
@lesson.exercise
def partition_count(file_mb: float, growth: float, cores: int, memory_mb: float) -> int:
    return cores * (int(file_mb * growth / memory_mb) + 1)
