# MISTAKE: Forgets that fft has negative frequencies, which are all below the cutoff.
# TOLD: `fft` has each wave twice,
@lesson.exercise
def low_pass(values: np.ndarray, per_year: float, cutoff: float) -> np.ndarray:
    spectrum = fft.fft(values)
    frequency = fft.fftfreq(len(values), 1 / per_year)
    spectrum[frequency >= cutoff] = 0
    return fft.ifft(spectrum).real
