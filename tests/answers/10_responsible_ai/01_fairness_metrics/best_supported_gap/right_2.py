# RIGHT: computed inside the function with the lesson's own intersection and parity_interval
@lesson.exercise
def best_supported_gap():
    names = intersection(census, ["sex", "race"], 1).to_numpy(dtype=str)[audit]
    earning = y_true == 1
    names, chosen = names[earning], y_pred[earning]
    ends = {}
    for name in np.unique(names):
        if (names == name).sum() >= 30:
            label = np.where(names == name, "b", "a")
            ends[name] = parity_interval(chosen, label, 500, 0.95, np.random.default_rng(0))[1]
    return str(min(ends, key=ends.get))
