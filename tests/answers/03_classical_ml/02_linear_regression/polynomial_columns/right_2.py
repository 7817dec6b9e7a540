# scikit-learn's PolynomialFeatures without the bias
@lesson.exercise
def polynomial_columns(X: np.ndarray, degree: int) -> np.ndarray:
    return PolynomialFeatures(degree, include_bias=False).fit_transform(X)
