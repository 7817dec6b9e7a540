# RIGHT: complex transform with both signs of the frequency
@lesson.exercise
def low_pass(values: np.ndarray, per_year: float, cutoff: float) -> np.ndarray:
    spectrum = fft.fft(values)
    frequency = np.abs(fft.fftfreq(len(values))) * per_year
    return fft.ifft(np.where(frequency < cutoff, spectrum, 0)).real
