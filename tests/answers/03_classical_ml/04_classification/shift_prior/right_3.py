# RIGHT: adds the difference of the logits of the base rates to the logit
from scipy.special import expit, logit


@lesson.exercise
def shift_prior(p: np.ndarray, before: float, after: float) -> np.ndarray:
    return expit(logit(np.asarray(p, dtype=float)) + logit(after) - logit(before))
