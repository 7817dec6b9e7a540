# MISTAKE: Negative entries are set to zero, as by a shifted ReLU.
@lesson.exercise
def soft_threshold(z, t):
    return np.maximum(z - t, 0.0)
