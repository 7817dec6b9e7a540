# boolean columns summed in one groupby
@lesson.exercise
def per_user(raw: pd.DataFrame, most: int) -> pd.DataFrame:
    once = raw[~raw["event"].duplicated()]
    flags = once.assign(views=once["kind"].eq("view"), clicks=once["kind"].eq("click"))
    users = flags.groupby("user").agg(
        group=("group", "first"), views=("views", "sum"), clicks=("clicks", "sum"), groups=("group", "nunique")
    )
    users = users[(users["groups"] == 1) & (users["views"] <= most)]
    return users[["group", "views", "clicks"]].astype({"views": int, "clicks": int}).sort_index()
