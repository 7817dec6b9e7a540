# plain Python loop and z-scores by hand, the p-values by erfc
@lesson.exercise
def call_test(raw: pd.DataFrame, share: float, most: int) -> str:
    import math

    known, groups, views, clickers = set(), {}, {}, set()
    for event, user, group, kind in raw[["event", "user", "group", "kind"]].itertuples(index=False):
        if event in known:
            continue
        known.add(event)
        groups.setdefault(user, set()).add(group)
        if kind == "view":
            views[user] = views.get(user, 0) + 1
        else:
            clickers.add(user)
    n, k = {"A": 0, "B": 0}, {"A": 0, "B": 0}
    for user, where in groups.items():
        if len(where) == 1 and views[user] <= most:
            (g,) = where
            n[g] += 1
            k[g] += user in clickers
    total = n["A"] + n["B"]
    ratio = (n["B"] - total * share) / math.sqrt(total * share * (1 - share))
    if math.erfc(abs(ratio) / math.sqrt(2)) < 0.001:
        return "broken"
    a, b = k["A"] / n["A"], k["B"] / n["B"]
    z = (b - a) / math.sqrt(a * (1 - a) / n["A"] + b * (1 - b) / n["B"])
    if math.erfc(abs(z) / math.sqrt(2)) >= 0.05:
        return "undecided"
    return "launch" if z > 0 else "reject"
