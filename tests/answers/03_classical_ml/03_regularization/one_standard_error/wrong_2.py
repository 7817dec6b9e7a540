# MISTAKE: The standard deviation divides by m, numpy's default.
# TOLD: You divided by m in the standard deviation. From
@lesson.exercise
def one_standard_error(errors, penalties):
    means = errors.mean(axis=1)
    best = np.lexsort((-penalties, means))[0]
    bar = means[best] + errors[best].std() / np.sqrt(errors.shape[1])
    return float(penalties[means <= bar].max())
