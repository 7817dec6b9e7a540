# MISTAKE: Keeps the wave exactly at the cutoff.
# TOLD: A wave exactly at the cutoff goes as well.
@lesson.exercise
def low_pass(values: np.ndarray, per_year: float, cutoff: float) -> np.ndarray:
    waves = fft.rfft(values)
    waves[fft.rfftfreq(len(values), 1 / per_year) > cutoff] = 0
    return fft.irfft(waves, len(values))
