# MISTAKE: returns the scores on the training rows, the first of the two that learning_curve gives
# TOLD: You measured on the rows that were trained on.
@lesson.exercise
def recent_curve(
    model, X: pd.DataFrame, y: np.ndarray, sizes: list[int], training_rows: np.ndarray, validation_rows: np.ndarray
) -> np.ndarray:
    _, scores, _ = learning_curve(
        model, X, y, train_sizes=sizes, cv=[(training_rows[::-1], validation_rows)], scoring="roc_auc"
    )
    return scores[:, 0]
