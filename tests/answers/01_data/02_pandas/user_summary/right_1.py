# RIGHT: named aggregation and sort_values with two keys
@lesson.exercise
def user_summary(log: pd.DataFrame) -> pd.DataFrame:
    summary = log.groupby("user", as_index=False).agg(
        attempts=("user", "size"), scored=("score", "count"), mean=("score", "mean"), best=("score", "max")
    )
    return summary.sort_values(["mean", "user"], ascending=[False, True], na_position="last", ignore_index=True)
