# RIGHT: plain Python over groups of points, with math.dist
import math


@lesson.exercise
def silhouette(X: np.ndarray, labels: np.ndarray) -> np.ndarray:
    points = [tuple(map(float, row)) for row in X]
    groups = {}
    for index, label in enumerate(np.asarray(labels).tolist()):
        groups.setdefault(label, []).append(index)

    def mean_distance(i, others):
        return math.fsum(math.dist(points[i], points[j]) for j in others) / len(others)

    values = [0.0] * len(points)
    for label, group in groups.items():
        for i in group if len(group) > 1 else []:
            a = mean_distance(i, [j for j in group if j != i])
            b = min(mean_distance(i, rest) for other, rest in groups.items() if other != label)
            if a < b:
                values[i] = 1 - a / b
            elif a > b:
                values[i] = b / a - 1
    return np.array(values)
