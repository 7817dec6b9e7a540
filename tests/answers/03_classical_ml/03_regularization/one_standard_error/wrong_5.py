# MISTAKE: The penalty with the largest mean error under the bar is taken, which need not be the strongest.
# TOLD: Of the penalties within the bound you took the
@lesson.exercise
def one_standard_error(errors, penalties):
    means = errors.mean(axis=1)
    best = np.lexsort((-penalties, means))[0]
    bar = means[best] + errors[best].std(ddof=1) / np.sqrt(errors.shape[1])
    return float(penalties[np.where(means <= bar, means, -np.inf).argmax()])
