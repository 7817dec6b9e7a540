# RIGHT: rfft, rfftfreq and a mask
@lesson.exercise
def low_pass(values: np.ndarray, per_year: float, cutoff: float) -> np.ndarray:
    waves = fft.rfft(values)
    frequency = fft.rfftfreq(len(values), 1 / per_year)
    waves[frequency >= cutoff] = 0
    return fft.irfft(waves, len(values))
