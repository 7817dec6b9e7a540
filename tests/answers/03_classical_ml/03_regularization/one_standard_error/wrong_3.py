# MISTAKE: Each penalty is compared by its own standard error and not by that of the best.
# TOLD: You gave each penalty its own standard error. The
@lesson.exercise
def one_standard_error(errors, penalties):
    means = errors.mean(axis=1)
    se = errors.std(axis=1, ddof=1) / np.sqrt(errors.shape[1])
    return float(penalties[means - se <= means.min()].max())
