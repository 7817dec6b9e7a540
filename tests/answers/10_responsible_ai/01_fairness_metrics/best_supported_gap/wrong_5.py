# MISTAKE: looks at the whole column of one attribute and not at the crossed groups
# TOLD: That is a value of one column. A group
@lesson.exercise
def best_supported_gap():
    return "Female"
