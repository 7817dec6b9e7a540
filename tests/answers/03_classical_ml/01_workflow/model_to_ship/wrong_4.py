# MISTAKE: strikes out the candidate that looks up days, but compares the rest by random folds all the same
# TOLD: Freedom to bend wins where the validation rows are
@lesson.exercise
def model_to_ship() -> str:
    scores = {
        name: cross_validated_auc(model, train, y_train, foldings["random"]).mean()
        for name, model in candidates.items()
        if "day" not in name
    }
    return max(scores, key=scores.get)
