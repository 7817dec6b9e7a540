# MISTAKE: The result is not cut off at zero, so small entries change their sign.
# TOLD: You moved every z by t, and so small
@lesson.exercise
def soft_threshold(z, t):
    return np.sign(z) * (np.abs(z) - t)
