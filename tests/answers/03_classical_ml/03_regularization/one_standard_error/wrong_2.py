# MISTAKE: The standard deviation divides by m, numpy's default.
@lesson.exercise
def one_standard_error(errors, penalties):
    means = errors.mean(axis=1)
    best = np.lexsort((-penalties, means))[0]
    bar = means[best] + errors[best].std() / np.sqrt(errors.shape[1])
    return float(penalties[means <= bar].max())
