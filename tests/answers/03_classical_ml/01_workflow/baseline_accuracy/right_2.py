# RIGHT: counts in a dictionary, the tie broken by the key, a sum in a loop
@lesson.exercise
def baseline_accuracy(y_train: np.ndarray, y_test: np.ndarray) -> float:
    counts = {}
    for label in y_train:
        counts[int(label)] = counts.get(int(label), 0) + 1
    commonest = min(counts, key=lambda label: (-counts[label], label))
    hits = 0
    for label in y_test:
        hits += int(label == commonest)
    return hits / len(y_test)
