# MISTAKE: counts everything that is about the call, also the kind of line, though the number to dial is on the list
# TOLD: The number to dial stands on the list, so
@lesson.exercise
def unknown_before_the_call() -> list[str]:
    return ["contact", "duration"]
