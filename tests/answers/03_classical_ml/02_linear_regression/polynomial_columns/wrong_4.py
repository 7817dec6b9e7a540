# MISTAKE: The constant column is kept.
@lesson.exercise
def polynomial_columns(X: np.ndarray, degree: int) -> np.ndarray:
    return PolynomialFeatures(degree).fit_transform(X)
