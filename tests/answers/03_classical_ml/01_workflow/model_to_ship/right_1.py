# RIGHT: the decision written down after looking
@lesson.exercise
def model_to_ship() -> str:
    return "logistic"
