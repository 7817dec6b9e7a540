# MISTAKE: forgets that the file grows when it is unpacked.
# TOLD: You reckoned with the size of the files. In memory the data
@lesson.exercise
def partition_count(file_mb: float, growth: float, cores: int, memory_mb: float) -> int:
    import math

    return cores * max(1, math.ceil(file_mb / memory_mb))
