# plain loop over the rows with dictionaries
@lesson.exercise
def per_user(raw: pd.DataFrame, most: int) -> pd.DataFrame:
    known, table, mixed = set(), {}, set()
    for event, user, group, kind in zip(raw["event"], raw["user"], raw["group"], raw["kind"]):
        if event in known:
            continue
        known.add(event)
        row = table.setdefault(user, [group, 0, 0])
        if row[0] != group:
            mixed.add(user)
        row[1 if kind == "view" else 2] += 1
    kept = sorted(u for u, row in table.items() if u not in mixed and row[1] <= most)
    return pd.DataFrame(
        {
            "group": [table[u][0] for u in kept],
            "views": np.array([table[u][1] for u in kept], dtype=int),
            "clicks": np.array([table[u][2] for u in kept], dtype=int),
        },
        index=pd.Index(kept, name="user"),
    )
