# MISTAKE: takes the largest estimated gap among the groups with 30 people or more, although its interval reaches zero
# TOLD: Among the groups large enough its gap is the
@lesson.exercise
def best_supported_gap():
    return "Female × Black"
