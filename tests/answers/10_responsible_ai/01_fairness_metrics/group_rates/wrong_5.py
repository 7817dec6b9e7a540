# MISTAKE: divides hits and false alarms by everybody in the group and not by those for whom the rate is defined
# TOLD: tpr and fpr are divided by the whole group.
@lesson.exercise
def group_rates(y_true, y_pred, group):
    frame = pd.DataFrame({"group": group, "t": y_true, "p": y_pred})
    frame["hit"] = (frame["t"] == 1) & (frame["p"] == 1)
    frame["alarm"] = (frame["t"] == 0) & (frame["p"] == 1)
    return frame.groupby("group").agg(
        n=("t", "size"), base_rate=("t", "mean"), selection_rate=("p", "mean"),
        tpr=("hit", "mean"), fpr=("alarm", "mean"), precision=("hit", lambda h: h.sum() / frame.loc[h.index, "p"].sum()),
    )
