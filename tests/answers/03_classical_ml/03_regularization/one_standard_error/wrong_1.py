# MISTAKE: The standard deviation over the folds is used as it is, not divided by the root of their number.
# TOLD: You took the standard deviation over the folds. The
@lesson.exercise
def one_standard_error(errors, penalties):
    means = errors.mean(axis=1)
    best = np.lexsort((-penalties, means))[0]
    bar = means[best] + errors[best].std(ddof=1)
    return float(penalties[means <= bar].max())
