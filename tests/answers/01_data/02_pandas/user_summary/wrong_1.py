# MISTAKE: attempts are counted with count on the scores, which leaves out the attempts without one
# TOLD: `attempts` counts scores, so attempts without a score are
@lesson.exercise
def user_summary(log: pd.DataFrame) -> pd.DataFrame:
    summary = log.groupby("user", as_index=False).agg(
        attempts=("score", "count"), scored=("score", "count"), mean=("score", "mean"), best=("score", "max")
    )
    return summary.sort_values(["mean", "user"], ascending=[False, True], ignore_index=True)
