# MISTAKE: rounds to the nearest number of rounds instead of up.
# TOLD: You rounded to the nearest number of rounds. Where that is
@lesson.exercise
def partition_count(file_mb: float, growth: float, cores: int, memory_mb: float) -> int:
    return cores * max(1, round(file_mb * growth / memory_mb))
