# MISTAKE: Predictions stay logarithms: nobody goes back to the unit of y.
# TOLD: Your predictions are logarithms. They have to come
@lesson.exercise
def log_log_model():
    from sklearn.base import BaseEstimator, RegressorMixin

    class LogLog(RegressorMixin, BaseEstimator):
        def fit(self, X, y):
            self.model_ = LinearRegression().fit(np.log(X), np.log(y))
            return self

        def predict(self, X):
            return self.model_.predict(np.log(X))

    return LogLog()
