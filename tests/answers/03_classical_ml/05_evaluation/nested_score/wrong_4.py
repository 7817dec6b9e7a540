# MISTAKE: The choice is made once, on the training rows of the first fold, and those test the other folds.
# TOLD: The choice is made once, on the training rows
@lesson.exercise
def nested_score(search, X: np.ndarray, y: np.ndarray, outer: list) -> np.ndarray:
    first, _ = outer[0]
    chosen = clone(search).fit(X[first], y[first]).best_estimator_
    scores = []
    for training, test in outer:
        fitted = clone(chosen).fit(X[training], y[training])
        scores.append(fitted.score(X[test], y[test]))
    return np.array(scores)
