# MISTAKE: takes the date of the call for unknown, though the list is for today
# TOLD: The list is drawn up for a date, so
@lesson.exercise
def unknown_before_the_call() -> list[str]:
    return ["day", "month", "duration"]
