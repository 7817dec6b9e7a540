# MISTAKE: Does not tell irfft the length, so an odd series comes back one value shorter.
# TOLD: A series of odd length came back one shorter.
@lesson.exercise
def low_pass(values: np.ndarray, per_year: float, cutoff: float) -> np.ndarray:
    waves = fft.rfft(values)
    waves[fft.rfftfreq(len(values), 1 / per_year) >= cutoff] = 0
    return fft.irfft(waves)
