# MISTAKE: Hard threshold: what is far enough away keeps its full size.
# TOLD: You kept what lies beyond t as it is:
@lesson.exercise
def soft_threshold(z, t):
    return z * (np.abs(z) > t)
