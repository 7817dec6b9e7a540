# MISTAKE: takes the interval whose lower end is furthest below zero among those that exclude zero: how bad it may be, not how bad it surely is
# TOLD: Its interval reaches very nearly to zero. Another group
@lesson.exercise
def best_supported_gap():
    return "Male × Black"
