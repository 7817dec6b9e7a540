# RIGHT: a plain loop with math.log
import math


@lesson.exercise
def combine_results(prior: float, positive: np.ndarray, sensitivity: np.ndarray, specificity: np.ndarray) -> float:
    total = math.log(prior / (1 - prior))
    for result, sens, spec in zip(positive, sensitivity, specificity, strict=True):
        total += math.log(sens / (1 - spec)) if result else math.log((1 - sens) / spec)
    return total
