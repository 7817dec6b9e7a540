# MISTAKE: does not weight the entropies of the two groups by their size.
# TOLD: You averaged the entropies of the two groups as if they
@lesson.exercise
def root_gain(X: np.ndarray, y: np.ndarray) -> tuple[int, float, float]:
    tree = DecisionTreeClassifier(criterion="entropy", max_depth=1, random_state=0).fit(X, y).tree_
    gain = tree.impurity[0] - (tree.impurity[1] + tree.impurity[2]) / 2
    return int(tree.feature[0]), float(tree.threshold[0]), float(gain)
