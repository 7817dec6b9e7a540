# MISTAKE: The rows that judge choose the penalty.
@lesson.exercise
def penalty_to_ship():
    misses = [miss(make_pipeline(StandardScaler(), Lasso(alpha=p)).fit(X_fit, y_fit), X_judge, y_judge) for p in penalties]
    return float(penalties[np.argmin(misses)])
