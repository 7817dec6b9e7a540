# MISTAKE: The search moved into the loop, but it still fits on all rows, those of the test fold included.
# TOLD: The setting was still chosen on all rows, before
@lesson.exercise
def nested_score(search, X: np.ndarray, y: np.ndarray, outer: list) -> np.ndarray:
    scores = []
    for training, test in outer:
        chosen = clone(search).fit(X, y).best_estimator_
        fitted = clone(chosen).fit(X[training], y[training])
        scores.append(fitted.score(X[test], y[test]))
    return np.array(scores)
