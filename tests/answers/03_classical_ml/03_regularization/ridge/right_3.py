# a column of ones in front, and least squares on the table with sqrt(penalty) rows added for every weight but the intercept
@lesson.exercise
def ridge(X, y, penalty):
    n, d = X.shape
    top = np.hstack([np.ones((n, 1)), X])
    bottom = np.hstack([np.zeros((d, 1)), np.sqrt(penalty) * np.eye(d)])
    solution = np.linalg.lstsq(np.vstack([top, bottom]), np.concatenate([y, np.zeros(d)]), rcond=None)[0]
    return float(solution[0]), solution[1:]
