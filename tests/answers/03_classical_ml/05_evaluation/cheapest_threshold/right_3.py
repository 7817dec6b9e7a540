# RIGHT: binary searches in the sorted scores of each class, and min with a key that breaks ties
import math


@lesson.exercise
def cheapest_threshold(y_true: np.ndarray, scores: np.ndarray, cost_false_alarm: int, cost_miss: int) -> float:
    zeros, ones = np.sort(scores[y_true == 0]), np.sort(scores[y_true == 1])

    def key(t):
        alarms = len(zeros) - np.searchsorted(zeros, t, side="left")
        misses = np.searchsorted(ones, t, side="left")
        return int(alarms) * cost_false_alarm + int(misses) * cost_miss, -t

    return min({float(s) for s in scores} | {math.inf}, key=key)
