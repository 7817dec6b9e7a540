# RIGHT: the choice becomes a step of the pipeline (SelectKBest), and cross_val_score does the rest
from sklearn.feature_selection import SelectKBest


def class_gap(X, y):
    return np.abs(X[y == 1].mean(axis=0) - X[y == 0].mean(axis=0))


@lesson.exercise
def auc_after_selection(X: np.ndarray, y: np.ndarray, k: int, folds: list) -> np.ndarray:
    model = make_pipeline(SelectKBest(class_gap, k=k), StandardScaler(), LogisticRegression())
    return cross_val_score(model, X, y, cv=folds, scoring="roc_auc")
