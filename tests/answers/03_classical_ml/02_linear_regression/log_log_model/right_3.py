# an estimator class of one's own, fitted with lstsq
@lesson.exercise
def log_log_model():
    from sklearn.base import BaseEstimator, RegressorMixin

    class PowerLaw(RegressorMixin, BaseEstimator):
        def fit(self, X, y):
            logs = np.log(np.asarray(X, dtype=float))
            A = np.column_stack([np.ones(len(logs)), logs])
            self.coefficients_ = np.linalg.lstsq(A, np.log(np.asarray(y, dtype=float)), rcond=None)[0]
            self.n_features_in_ = logs.shape[1]
            return self

        def predict(self, X):
            logs = np.log(np.asarray(X, dtype=float))
            return np.exp(self.coefficients_[0] + logs @ self.coefficients_[1:])

    return PowerLaw()
