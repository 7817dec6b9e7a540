# RIGHT: the library's learning_curve with the rows turned round
@lesson.exercise
def recent_curve(
    model, X: pd.DataFrame, y: np.ndarray, sizes: list[int], training_rows: np.ndarray, validation_rows: np.ndarray
) -> np.ndarray:
    _, _, scores = learning_curve(
        model, X, y, train_sizes=np.asarray(sizes, dtype=int), cv=[(training_rows[::-1], validation_rows)], scoring="roc_auc"
    )
    return scores[:, 0]
