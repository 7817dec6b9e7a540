# GridSearchCV on a pipeline with the lesson's folds, and the rule on its table of results
@lesson.exercise
def penalty_to_ship():
    from sklearn.model_selection import GridSearchCV

    search = GridSearchCV(
        make_pipeline(StandardScaler(), Lasso()),
        {"lasso__alpha": penalties},
        cv=folds,
        scoring="neg_mean_squared_error",
        refit=False,
    ).fit(X_fit, y_fit)
    errors = -np.array([search.cv_results_[f"split{k}_test_score"] for k in range(len(folds))])  # (fold, penalty)
    mean, se = errors.mean(axis=0), errors.std(axis=0, ddof=1) / np.sqrt(len(folds))
    best = mean.argmin()
    return float(penalties[mean <= mean[best] + se[best]].max())
