# MISTAKE: The sign is forgotten, so negative entries come back positive.
# TOLD: You lost the sign: a negative z has a
@lesson.exercise
def soft_threshold(z, t):
    return np.maximum(np.abs(z) - t, 0.0)
