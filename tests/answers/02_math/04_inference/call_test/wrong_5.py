# MISTAKE: looks at the rates first: a significant result is called even if the ratio is broken
# TOLD: You looked at the clicks first, and asked about the sizes only where
@lesson.exercise
def call_test(raw: pd.DataFrame, share: float, most: int) -> str:
    once = raw.drop_duplicates("event")
    users = once.groupby("user").agg(
        group=("group", "first"),
        groups=("group", "nunique"),
        views=("kind", lambda kind: (kind == "view").sum()),
        clicks=("kind", lambda kind: (kind == "click").sum()),
    )
    users = users[(users["groups"] == 1) & (users["views"] <= most)]
    in_b = (users["group"] == "B").to_numpy()
    shown = np.array([(~in_b).sum(), in_b.sum()])
    clicked = (users["clicks"] > 0).to_numpy()
    hits = np.array([clicked[~in_b].sum(), clicked[in_b].sum()])
    rates = hits / shown
    pool = hits.sum() / shown.sum()
    z = (rates[1] - rates[0]) / np.sqrt(pool * (1 - pool) * (1 / shown).sum())
    if 2 * stats.norm.sf(abs(z)) < 0.05:
        return "launch" if z > 0 else "reject"
    plan = np.array([1 - share, share]) * shown.sum()
    if stats.chisquare(shown, plan).pvalue < 0.001:
        return "broken"
    return "undecided"
