# tries the multiples of cores one after the other
@lesson.exercise
def partition_count(file_mb: float, growth: float, cores: int, memory_mb: float) -> int:
    rounds = 1
    while file_mb * growth > memory_mb * rounds:
        rounds += 1
    return rounds * cores
