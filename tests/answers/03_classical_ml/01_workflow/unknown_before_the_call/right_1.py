# RIGHT: the name written down
@lesson.exercise
def unknown_before_the_call() -> list[str]:
    return ["duration"]
