# MISTAKE: in a full tree takes nodes 1 and 2 for the children of the root, but node 2 is a grandchild.
# TOLD: You took nodes 1 and 2 of a whole tree for the groups
@lesson.exercise
def root_gain(X: np.ndarray, y: np.ndarray) -> tuple[int, float, float]:
    tree = DecisionTreeClassifier(criterion="entropy", random_state=0).fit(X, y).tree_
    n, h = tree.n_node_samples, tree.impurity
    gain = h[0] - (n[1] * h[1] + n[2] * h[2]) / n[0]
    return int(tree.feature[0]), float(tree.threshold[0]), float(gain)
