# RIGHT: a matrix of summed residuals by group and bin from np.add.at, no means needed
@lesson.exercise
def calibration_gap(y_true, scores, group, edges):
    labels, which = np.unique(group, return_inverse=True)
    residuals = np.zeros((len(labels), len(edges) - 1))
    for j in range(len(edges) - 1):
        low, high = edges[j], edges[j + 1]
        inside = (scores >= low) & ((scores < high) if j < len(edges) - 2 else (scores <= high))
        np.add.at(residuals[:, j], which[inside], (scores - y_true)[inside])
    return pd.Series(np.abs(residuals).sum(axis=1) / np.bincount(which), index=labels)
