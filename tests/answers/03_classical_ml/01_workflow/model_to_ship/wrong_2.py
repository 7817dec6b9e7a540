# MISTAKE: thinks that whole days on one side are enough to stand for the future
# TOLD: Random folds put this one first: a day of
@lesson.exercise
def model_to_ship() -> str:
    scores = {name: cross_validated_auc(model, train, y_train, foldings["day"]).mean() for name, model in candidates.items()}
    return max(scores, key=scores.get)
