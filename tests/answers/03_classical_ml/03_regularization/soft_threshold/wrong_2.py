# MISTAKE: Negative entries are set to zero, as by a shifted ReLU.
# TOLD: You subtracted t from negative values too, or made
@lesson.exercise
def soft_threshold(z, t):
    return np.maximum(z - t, 0.0)
