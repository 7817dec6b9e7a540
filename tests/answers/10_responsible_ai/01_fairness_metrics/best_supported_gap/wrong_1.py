# MISTAKE: takes the widest gap of all, that of a dozen people, without asking for at least 30
# TOLD: Fewer than 30 people of this group in the
@lesson.exercise
def best_supported_gap():
    return "Male × Other"
