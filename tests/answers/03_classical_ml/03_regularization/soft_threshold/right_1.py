# sign times what is left of the absolute value
@lesson.exercise
def soft_threshold(z, t):
    return np.sign(z) * np.maximum(np.abs(z) - t, 0.0)
