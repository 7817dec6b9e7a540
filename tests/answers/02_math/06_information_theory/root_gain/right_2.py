# full tree by log loss; gain from the labels on the two sides of the root, by mutual_info_score
@lesson.exercise
def root_gain(X: np.ndarray, y: np.ndarray) -> tuple[int, float, float]:
    tree = DecisionTreeClassifier(criterion="log_loss", random_state=0).fit(X, y).tree_
    column, threshold = int(tree.feature[0]), float(tree.threshold[0])
    gain = mutual_info_score(X[:, column] <= threshold, y) / np.log(2)
    return column, threshold, float(gain)
