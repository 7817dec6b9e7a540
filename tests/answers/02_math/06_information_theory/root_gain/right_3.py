# two leaves, best first; gain as the divergence of labels in the leaves from the labels of all, out of tree_.value
@lesson.exercise
def root_gain(X: np.ndarray, y: np.ndarray) -> tuple[int, float, float]:
    model = DecisionTreeClassifier(criterion="entropy", max_leaf_nodes=2, random_state=1)
    t = model.fit(X, y).tree_
    shares = t.value[:, 0, :] / t.value[:, 0, :].sum(axis=1, keepdims=True)
    gain = 0.0
    for child in (t.children_left[0], t.children_right[0]):
        weight = t.weighted_n_node_samples[child] / t.weighted_n_node_samples[0]
        for a, b in zip(shares[child], shares[0]):
            if a > 0:
                gain += weight * a * np.log2(a / b)
    return int(t.feature[0]), float(t.threshold[0]), float(gain)
