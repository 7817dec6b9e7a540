# MISTAKE: It returns the search's best inner score of each fold, the very number that is too good.
# TOLD: You returned `best_score_`, the inner score by which the
@lesson.exercise
def nested_score(search, X: np.ndarray, y: np.ndarray, outer: list) -> np.ndarray:
    scores = []
    for training, test in outer:
        fitted = clone(search).fit(X[training], y[training])
        scores.append(fitted.best_score_)
    return np.array(scores)
