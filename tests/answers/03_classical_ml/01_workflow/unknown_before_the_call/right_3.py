# RIGHT: a table of when each value arises, filtered by the moment
@lesson.exercise
def unknown_before_the_call() -> list[str]:
    arises = pd.Series("before", index=calls.columns)
    arises["duration"] = "when the receiver is put down"
    return arises[arises != "before"].index.tolist()
