# self-contained with exact tests: binomtest for the ratio, fisher_exact for the rates
@lesson.exercise
def call_test(raw: pd.DataFrame, share: float, most: int) -> str:
    once = raw[~raw["event"].duplicated()]
    mixed = once.groupby("user")["group"].nunique()
    views = once[once["kind"] == "view"].groupby("user").size()
    good = views.index[(views <= most) & (mixed.reindex(views.index) == 1)]
    once = once[once["user"].isin(good)]
    group = once.groupby("user")["group"].first()
    clicker = once["kind"].eq("click").groupby(once["user"]).any()
    table = pd.crosstab(group, clicker).reindex(index=["A", "B"], columns=[True, False], fill_value=0).to_numpy()
    if stats.binomtest(int(table[1].sum()), int(table.sum()), share).pvalue < 0.001:
        return "broken"
    if stats.fisher_exact(table).pvalue >= 0.05:
        return "undecided"
    return "launch" if table[1, 0] / table[1].sum() > table[0, 0] / table[0].sum() else "reject"
