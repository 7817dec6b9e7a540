# RIGHT: cross_val_score of the whole search
from sklearn.model_selection import cross_val_score


@lesson.exercise
def nested_score(search, X: np.ndarray, y: np.ndarray, outer: list) -> np.ndarray:
    return cross_val_score(search, X, y, cv=outer)
