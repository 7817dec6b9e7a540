# MISTAKE: returns the columns that may be used rather than those that may not
# TOLD: What is on file about a customer is there
@lesson.exercise
def unknown_before_the_call() -> list[str]:
    return [name for name in calls.columns if name != "duration"]
