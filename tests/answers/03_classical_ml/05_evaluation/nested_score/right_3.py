# RIGHT: deepcopy instead of clone, a helper, and np.fromiter
from copy import deepcopy


def worth(search, X, y, fold):
    training, test = fold
    copy = deepcopy(search)
    copy.fit(np.take(X, training, axis=0), np.take(y, training))
    return copy.score(np.take(X, test, axis=0), np.take(y, test))


@lesson.exercise
def nested_score(search, X: np.ndarray, y: np.ndarray, outer: list) -> np.ndarray:
    return np.fromiter((worth(search, X, y, fold) for fold in outer), dtype=float, count=len(outer))
