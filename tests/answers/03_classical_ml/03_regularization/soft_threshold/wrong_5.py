# MISTAKE: The half in front of the square is overlooked, and the entries move by t/2 only.
# TOLD: You moved by half of t, or by twice
@lesson.exercise
def soft_threshold(z, t):
    return np.sign(z) * np.maximum(np.abs(z) - t / 2, 0.0)
