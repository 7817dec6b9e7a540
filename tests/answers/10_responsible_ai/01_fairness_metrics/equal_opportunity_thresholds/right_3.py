# RIGHT: exact fractions for the number needed, heapq.nlargest for the score, groups by pandas
from fractions import Fraction
from heapq import nlargest
from math import ceil


@lesson.exercise
def equal_opportunity_thresholds(y_true, scores, group, target):
    exact = Fraction(float(target)).limit_denominator(10**6)
    own = pd.DataFrame({"g": group, "s": scores})[np.asarray(y_true) == 1]
    return {str(label): float(nlargest(ceil(exact * len(s)), s)[-1]) for label, s in own.groupby("g")["s"]}
