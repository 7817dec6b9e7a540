# RIGHT: a dict of lists in plain Python, sorted with a key of three parts
@lesson.exercise
def user_summary(log: pd.DataFrame) -> pd.DataFrame:
    attempts, scores = {}, {}
    for user, score in zip(log["user"], log["score"]):
        attempts[user] = attempts.get(user, 0) + 1
        known = scores.setdefault(user, [])
        if not pd.isna(score):
            known.append(score)
    rows = []
    for user, known in scores.items():
        mean = sum(known) / len(known) if known else np.nan
        rows.append((user, attempts[user], len(known), mean, max(known, default=np.nan)))
    rows.sort(key=lambda row: (row[2] == 0, -row[3] if row[2] else 0.0, row[0]))
    return pd.DataFrame(rows, columns=["user", "attempts", "scored", "mean", "best"])
