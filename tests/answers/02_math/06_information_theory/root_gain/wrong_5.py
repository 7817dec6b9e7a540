# MISTAKE: takes the most important column of the full tree for the column of the first question.
# TOLD: That is a question about the column that matters most
@lesson.exercise
def root_gain(X: np.ndarray, y: np.ndarray) -> tuple[int, float, float]:
    model = DecisionTreeClassifier(criterion="entropy", random_state=0).fit(X, y)
    tree = model.tree_
    column = int(np.argmax(model.feature_importances_))
    node = int(np.flatnonzero(tree.feature == column)[0])
    left, right = tree.children_left[node], tree.children_right[node]
    n, h = tree.n_node_samples, tree.impurity
    gain = h[node] - (n[left] * h[left] + n[right] * h[right]) / n[node]
    return column, float(tree.threshold[node]), float(gain)
