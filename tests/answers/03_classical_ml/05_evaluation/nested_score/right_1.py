# RIGHT: a fresh copy of the search is fitted on the training rows of each outer fold
@lesson.exercise
def nested_score(search, X: np.ndarray, y: np.ndarray, outer: list) -> np.ndarray:
    scores = []
    for training, test in outer:
        fitted = clone(search).fit(X[training], y[training])
        scores.append(fitted.score(X[test], y[test]))
    return np.array(scores)
