# MISTAKE: corrects for the missed patients only and forgets the false alarms
# TOLD: You made up for the sick people whom the test misses,
@lesson.exercise
def estimate_prevalence(positives: int, n: int, sensitivity: float, specificity: float) -> float:
    return min(1.0, positives / n / sensitivity)
