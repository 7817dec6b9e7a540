# MISTAKE: makes a copy in memory and never writes the file
# TOLD: Nothing was written to the path: a copy in
import copy


@lesson.exercise
def save_and_reload(model: Pipeline, path: Path):
    return copy.deepcopy(model)
