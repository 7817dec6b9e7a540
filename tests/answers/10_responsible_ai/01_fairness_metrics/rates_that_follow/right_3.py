# RIGHT: exact fractions of a population, a helper that raises
from fractions import Fraction


def _share(part, whole):
    if part > whole:
        raise ValueError("more would have to be selected than there are")
    return float(part / whole)


@lesson.exercise
def rates_that_follow(base_rate, selection_rate, precision):
    positives, selected, precise = (Fraction(str(float(v))) for v in (base_rate, selection_rate, precision))
    right = selected * precise
    return _share(right, positives), _share(selected - right, 1 - positives)
