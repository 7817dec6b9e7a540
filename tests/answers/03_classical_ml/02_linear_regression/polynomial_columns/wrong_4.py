# MISTAKE: The constant column is kept.
# TOLD: There is a column of ones among yours. The constant
@lesson.exercise
def polynomial_columns(X: np.ndarray, degree: int) -> np.ndarray:
    return PolynomialFeatures(degree).fit_transform(X)
