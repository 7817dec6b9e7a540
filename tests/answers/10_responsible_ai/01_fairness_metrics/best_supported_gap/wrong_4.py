# MISTAKE: takes the interval that is furthest from zero without looking at its sign: that group is ahead and not behind
# TOLD: Those of this group who earn enough have no
@lesson.exercise
def best_supported_gap():
    return "Male × White"
