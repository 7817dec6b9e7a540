# MISTAKE: Counter takes the label that it met first, not the smaller one, when two are equally common
# TOLD: Where two classes are equally common you took the
from collections import Counter


@lesson.exercise
def baseline_accuracy(y_train: np.ndarray, y_test: np.ndarray) -> float:
    commonest = Counter(y_train.tolist()).most_common(1)[0][0]
    return float((y_test == commonest).mean())
