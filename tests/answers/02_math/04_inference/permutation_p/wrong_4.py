# MISTAKE: the observed difference is not taken in absolute value, so a negative one lets every shuffle count
# TOLD: You took absolute values of the shuffles and not of the difference
@lesson.exercise
def permutation_p(values: np.ndarray, treated: np.ndarray, orders: np.ndarray) -> float:
    def difference(labels):
        return values[labels].mean() - values[~labels].mean()

    seen = difference(treated)
    count = 0
    for order in orders:
        if abs(difference(treated[order])) >= seen - 1e-9:
            count += 1
    return (count + 1) / (len(orders) + 1)
