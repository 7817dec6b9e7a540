# MISTAKE: compares by random folds, which ask about neighbours of calls already seen
# TOLD: Random folds put this one first: a day of
@lesson.exercise
def model_to_ship() -> str:
    scores = {name: cross_validated_auc(model, train, y_train, foldings["random"]).mean() for name, model in candidates.items()}
    return max(scores, key=scores.get)
