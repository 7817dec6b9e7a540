# MISTAKE: The best estimator's own score is used (accuracy), and not that which the search was told to use.
# TOLD: You scored with the chosen model's own score, the
@lesson.exercise
def nested_score(search, X: np.ndarray, y: np.ndarray, outer: list) -> np.ndarray:
    scores = []
    for training, test in outer:
        chosen = clone(search).fit(X[training], y[training]).best_estimator_
        scores.append(chosen.score(X[test], y[test]))
    return np.array(scores)
