# MISTAKE: The rows that judge choose the penalty.
# TOLD: That penalty misses the sales of 2009 and 2010
@lesson.exercise
def penalty_to_ship():
    misses = [
        miss(make_pipeline(StandardScaler(), Lasso(alpha=p)).fit(X_fit, y_fit), X_judge, y_judge) for p in penalties
    ]
    return float(penalties[np.argmin(misses)])
