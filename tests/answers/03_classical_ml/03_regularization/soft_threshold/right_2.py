# z minus its part between -t and t
@lesson.exercise
def soft_threshold(z, t):
    return z - np.clip(z, -t, t)
