# MISTAKE: one-sided: the sign of the shuffled differences is kept
# TOLD: You count shuffles of which the treated mean is larger, whatever the
@lesson.exercise
def permutation_p(values: np.ndarray, treated: np.ndarray, orders: np.ndarray) -> float:
    def difference(labels):
        return values[labels].mean() - values[~labels].mean()

    seen = difference(treated)
    count = 0
    for order in orders:
        if difference(treated[order]) >= seen - 1e-9:
            count += 1
    return (count + 1) / (len(orders) + 1)
