# MISTAKE: the attempts are joined with the summary of the scores by an inner join, which loses the users without a score
# TOLD: Users without any score are gone: an inner join
@lesson.exercise
def user_summary(log: pd.DataFrame) -> pd.DataFrame:
    attempts = log.groupby("user").size().rename("attempts").reset_index()
    known = log.dropna(subset=["score"]).groupby("user")["score"].agg(scored="count", mean="mean", best="max")
    summary = attempts.merge(known, left_on="user", right_index=True)
    return summary.sort_values(["mean", "user"], ascending=[False, True], ignore_index=True)
