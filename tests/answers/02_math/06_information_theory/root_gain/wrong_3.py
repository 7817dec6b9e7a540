# MISTAKE: takes the impurities for nats, as elsewhere in scikit-learn, and divides by ln 2 although they are bits.
# TOLD: You multiplied by ln 2, or divided by it. With the
@lesson.exercise
def root_gain(X: np.ndarray, y: np.ndarray) -> tuple[int, float, float]:
    tree = DecisionTreeClassifier(criterion="entropy", max_depth=1, random_state=0).fit(X, y).tree_
    n, h = tree.n_node_samples, tree.impurity
    gain = h[0] - (n[1] * h[1] + n[2] * h[2]) / n[0]
    return int(tree.feature[0]), float(tree.threshold[0]), float(gain / np.log(2))
