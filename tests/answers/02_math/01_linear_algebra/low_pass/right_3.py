# RIGHT: counts the waves that stay, wave k swings k · per_year / n times a year, and subtracts the others
@lesson.exercise
def low_pass(values: np.ndarray, per_year: float, cutoff: float) -> np.ndarray:
    n = len(values)
    spectrum = fft.rfft(np.asarray(values, dtype=float))
    stay = sum(1 for k in range(len(spectrum)) if k * per_year < cutoff * n)
    spectrum[:stay] = 0
    return values - fft.irfft(spectrum, n=n)
