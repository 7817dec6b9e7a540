# RIGHT: SciPy's SLSQP with a class that counts, and that answers the calls beyond the limit with the worst it has seen
class Counter:
    def __init__(self, function, start):
        self.function, self.left, self.low, self.high = function, 60, np.inf, -np.inf
        self.best = np.array(start, dtype=float)

    def __call__(self, w):
        if self.left == 0:
            return self.high, np.zeros(len(w))
        self.left -= 1
        value, slope = self.function(w)
        self.high = max(self.high, value)
        if value < self.low:
            self.low, self.best = value, np.array(w)
        return value, slope


@lesson.exercise
def fit_in_sixty_calls(loss_and_gradient, start: np.ndarray) -> np.ndarray:
    counter = Counter(loss_and_gradient, start)
    optimize.minimize(counter, np.array(start, dtype=float), jac=True, method="SLSQP", options={"maxiter": 100, "ftol": 1e-7})
    return counter.best
