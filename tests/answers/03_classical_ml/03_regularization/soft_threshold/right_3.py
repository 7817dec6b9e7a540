# plain loop over the entries with the three cases
@lesson.exercise
def soft_threshold(z, t):
    out = np.zeros(np.shape(z))
    for index, value in np.ndenumerate(z):
        if value > t:
            out[index] = value - t
        elif value < -t:
            out[index] = value + t
    return out if np.ndim(z) else float(out)
