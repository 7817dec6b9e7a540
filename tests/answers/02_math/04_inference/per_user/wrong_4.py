# MISTAKE: users seen in both groups stay, in the group seen first
# TOLD: Users who saw both groups are still in the table. It cannot be said
@lesson.exercise
def per_user(raw: pd.DataFrame, most: int) -> pd.DataFrame:
    once = raw.drop_duplicates("event")
    seen = once.groupby("user")["group"].agg(["first", "nunique"])
    counts = {kind: once[once["kind"] == kind].groupby("user").size() for kind in ("view", "click")}
    users = pd.DataFrame({"group": seen["first"], "views": counts["view"], "clicks": counts["click"]}).fillna(
        {"clicks": 0}
    )
    users = users[users["views"] <= most]
    return users.astype({"views": int, "clicks": int})
