# RIGHT: a linear system of two equations, with a tolerance for rounding at 1
@lesson.exercise
def rates_that_follow(base_rate, selection_rate, precision):
    b, s, p = base_rate, selection_rate, precision
    system = np.array([[b, 1 - b], [(1 - p) * b, -p * (1 - b)]])
    rates = np.linalg.solve(system, np.array([s, 0.0]))
    if (rates > 1 + 1e-9).any():
        raise ValueError(f"rates of {rates} are more than 1")
    tpr, fpr = np.clip(rates, 0, 1).tolist()
    return tpr, fpr
