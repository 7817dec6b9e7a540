# MISTAKE: ascending=False is given for both keys, so equal means stand by user from z to a
# TOLD: Equal means stand in the wrong order: by user,
@lesson.exercise
def user_summary(log: pd.DataFrame) -> pd.DataFrame:
    summary = log.groupby("user", as_index=False).agg(
        attempts=("user", "size"), scored=("score", "count"), mean=("score", "mean"), best=("score", "max")
    )
    return summary.sort_values(["mean", "user"], ascending=False, ignore_index=True)
