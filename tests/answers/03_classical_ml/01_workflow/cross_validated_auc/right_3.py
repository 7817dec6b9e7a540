# RIGHT: no clone but deepcopy, and the AUC by ranks from a helper of its own
import copy

from scipy.stats import rankdata


def rank_auc(labels, scores):
    ranks = rankdata(scores)
    positives = int((labels == 1).sum())
    negatives = len(labels) - positives
    return (ranks[labels == 1].sum() - positives * (positives + 1) / 2) / (positives * negatives)


@lesson.exercise
def cross_validated_auc(model, X: pd.DataFrame, y: np.ndarray, folds: list) -> np.ndarray:
    def one_fold(fold):
        training_rows, validation_rows = fold
        fitted = copy.deepcopy(model).fit(X.take(training_rows), np.take(y, training_rows))
        scores = fitted.predict_proba(X.take(validation_rows))[:, 1]
        return rank_auc(np.take(y, validation_rows), scores)

    return np.fromiter(map(one_fold, folds), dtype=float)
