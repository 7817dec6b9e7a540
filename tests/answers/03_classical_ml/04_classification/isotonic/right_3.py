# RIGHT: slopes of the greatest convex function below the running sums
@lesson.exercise
def isotonic(z: np.ndarray, y: np.ndarray) -> np.ndarray:
    scores, inverse, count = np.unique(z, return_inverse=True, return_counts=True)
    sums = np.bincount(inverse, weights=y)
    S = np.concatenate([[0.0], np.cumsum(sums)])
    N = np.concatenate([[0.0], np.cumsum(count)])
    hull = []
    for i in range(len(S)):
        while len(hull) > 1:
            j, k = hull[-2], hull[-1]
            if (S[k] - S[j]) * (N[i] - N[k]) >= (S[i] - S[k]) * (N[k] - N[j]):
                hull.pop()
            else:
                break
        hull.append(i)
    hull = np.array(hull)
    slopes = np.diff(S[hull]) / np.diff(N[hull])
    return np.repeat(slopes, np.diff(hull))[inverse]
