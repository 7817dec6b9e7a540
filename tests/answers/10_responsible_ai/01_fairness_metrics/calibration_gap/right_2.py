# RIGHT: pandas: bins by digitize, groupby of group and bin, gaps weighted by sizes
@lesson.exercise
def calibration_gap(y_true, scores, group, edges):
    frame = pd.DataFrame({"g": group, "bin": np.digitize(scores, edges[1:-1]), "s": scores, "t": y_true})
    cells = frame.groupby(["g", "bin"]).agg(s=("s", "mean"), t=("t", "mean"), n=("t", "size"))
    weighted = (cells["s"] - cells["t"]).abs() * cells["n"]
    return weighted.groupby(level="g").sum() / cells["n"].groupby(level="g").sum()
