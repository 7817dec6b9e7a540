# loop over the orders, two means each
@lesson.exercise
def permutation_p(values: np.ndarray, treated: np.ndarray, orders: np.ndarray) -> float:
    def difference(labels):
        return values[labels].mean() - values[~labels].mean()

    seen = abs(difference(treated))
    count = 0
    for order in orders:
        if abs(difference(treated[order])) >= seen - 1e-9:
            count += 1
    return (count + 1) / (len(orders) + 1)
