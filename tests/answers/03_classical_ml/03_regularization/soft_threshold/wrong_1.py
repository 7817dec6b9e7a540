# MISTAKE: Hard threshold: what is far enough away keeps its full size.
@lesson.exercise
def soft_threshold(z, t):
    return z * (np.abs(z) > t)
