# MISTAKE: compares sums of the two groups and not means, which differs if the groups are unequal
# TOLD: You compare sums. Where the groups are of different size, the
@lesson.exercise
def permutation_p(values: np.ndarray, treated: np.ndarray, orders: np.ndarray) -> float:
    def difference(labels):
        return values[labels].sum() - values[~labels].sum()

    seen = abs(difference(treated))
    count = 0
    for order in orders:
        if abs(difference(treated[order])) >= seen - 1e-9:
            count += 1
    return (count + 1) / (len(orders) + 1)
