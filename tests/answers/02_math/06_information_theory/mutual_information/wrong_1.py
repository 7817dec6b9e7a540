# MISTAKE: takes the value of scikit-learn as it is, in nats.
# TOLD: You took natural logarithms, which gives nats. Asked
@lesson.exercise
def mutual_information(table: np.ndarray) -> float:
    return float(mutual_info_score(None, None, contingency=table))
