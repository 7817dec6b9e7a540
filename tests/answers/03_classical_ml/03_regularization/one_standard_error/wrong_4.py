# MISTAKE: The last penalty under the bar is taken, as if the penalties were sorted upwards.
# TOLD: You took the last penalty within the bound as
@lesson.exercise
def one_standard_error(errors, penalties):
    means = errors.mean(axis=1)
    best = np.lexsort((-penalties, means))[0]
    bar = means[best] + errors[best].std(ddof=1) / np.sqrt(errors.shape[1])
    return float(penalties[np.flatnonzero(means <= bar)[-1]])
