# the lesson's own functions per_user and compare_rates, stats.chisquare
@lesson.exercise
def call_test(raw: pd.DataFrame, share: float, most: int) -> str:
    users = per_user(raw, most)
    shown = users.groupby("group").size().reindex(["A", "B"]).to_numpy()
    clicked = (users["clicks"] > 0).groupby(users["group"]).sum().reindex(["A", "B"]).to_numpy()
    if stats.chisquare(shown, shown.sum() * np.array([1 - share, share])).pvalue < 0.001:
        return "broken"
    difference, _, _, p = compare_rates(clicked, shown, "two-sided")
    if p >= 0.05:
        return "undecided"
    return "launch" if difference > 0 else "reject"
