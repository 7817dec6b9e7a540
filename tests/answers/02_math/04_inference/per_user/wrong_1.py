# MISTAKE: leaves dropna in and repairs something else (< for <=), so users without a click still vanish
# TOLD: Users without a click are missing. They have no row among the clicks,
@lesson.exercise
def per_user(raw: pd.DataFrame, most: int) -> pd.DataFrame:
    once = raw.drop_duplicates("event")
    seen = once.groupby("user")["group"].agg(["first", "nunique"])
    counts = {kind: once[once["kind"] == kind].groupby("user").size() for kind in ("view", "click")}
    users = pd.DataFrame({"group": seen["first"], "views": counts["view"], "clicks": counts["click"]}).dropna()
    users = users[(seen["nunique"] == 1).reindex(users.index) & (users["views"] < most)]
    return users.astype({"views": int, "clicks": int})
