# MISTAKE: The search that was passed is fitted itself, and does not stay unfitted.
# TOLD: The given search was fitted on the way: fit
@lesson.exercise
def nested_score(search, X: np.ndarray, y: np.ndarray, outer: list) -> np.ndarray:
    scores = []
    for training, test in outer:
        search.fit(X[training], y[training])
        scores.append(search.score(X[test], y[test]))
    return np.array(scores)
