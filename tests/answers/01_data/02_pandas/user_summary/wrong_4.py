# MISTAKE: the mean is the sum over all attempts, so an attempt without a score counts as 0
# TOLD: A missing score was counted as 0, which pulls
@lesson.exercise
def user_summary(log: pd.DataFrame) -> pd.DataFrame:
    groups = log.groupby("user")["score"]
    summary = pd.DataFrame({"attempts": groups.size(), "scored": groups.count()})
    summary["mean"] = (groups.sum() / groups.size()).where(groups.count() > 0)
    summary["best"] = groups.max()
    summary = summary.reset_index()
    return summary.sort_values(["mean", "user"], ascending=[False, True], ignore_index=True)
