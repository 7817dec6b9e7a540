# whole-number floor division of decimals, with the sign turned to get a ceiling
@lesson.exercise
def partition_count(file_mb: float, growth: float, cores: int, memory_mb: float) -> int:
    from fractions import Fraction

    need = Fraction(str(file_mb)) * Fraction(str(growth))
    waves = -(-need // Fraction(str(memory_mb)))
    return int(waves) * int(cores)
