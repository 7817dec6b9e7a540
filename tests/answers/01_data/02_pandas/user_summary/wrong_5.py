# MISTAKE: an ascending sort is turned round, and the users without a mean, which it put last, come first
# TOLD: Users without a mean come first. Nobody knows how
@lesson.exercise
def user_summary(log: pd.DataFrame) -> pd.DataFrame:
    summary = log.groupby("user").agg(
        attempts=("user", "size"), scored=("score", "count"), mean=("score", "mean"), best=("score", "max")
    )
    summary = summary.reset_index().sort_values(["mean", "user"], ascending=[True, False])
    return summary[::-1].reset_index(drop=True)
