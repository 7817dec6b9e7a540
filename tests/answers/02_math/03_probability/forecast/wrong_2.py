# MISTAKE: takes the shares as counted, so that an empty cell gives a certain forecast or 0/0
# TOLD: You were certain, or as good as certain, of something
@lesson.exercise
def forecast(tests: np.ndarray, sick: np.ndarray, new: np.ndarray, prevalence: float) -> np.ndarray:
    s, f = tests[sick].mean(axis=0), tests[~sick].mean(axis=0)
    yes = prevalence * np.where(new, s, 1 - s).prod(axis=1)
    no = (1 - prevalence) * np.where(new, f, 1 - f).prod(axis=1)
    return yes / (yes + no)
