# MISTAKE: compares the candidates on the rows that they were fitted on
# TOLD: Random folds put this one first: a day of
@lesson.exercise
def model_to_ship() -> str:
    scores = {}
    for name, candidate in candidates.items():
        fitted = clone(candidate).fit(train, y_train)
        scores[name] = roc_auc_score(y_train, fitted.predict_proba(train)[:, 1])
    return max(scores, key=scores.get)
