# MISTAKE: The result is not cut off at zero, so small entries change their sign.
@lesson.exercise
def soft_threshold(z, t):
    return np.sign(z) * (np.abs(z) - t)
