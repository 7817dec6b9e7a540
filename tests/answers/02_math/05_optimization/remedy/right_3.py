# RIGHT: a vote over the steps: which share of them went up, and in which share the gradient turned round
@lesson.exercise
def remedy(losses: np.ndarray, gradients: np.ndarray) -> str:
    climbs = np.log(losses[-1] / losses[0])
    if climbs > 0:
        weight = np.linalg.norm(gradients, axis=1)
        votes = 0.0
        for t in range(len(gradients) - 1):
            cosine = gradients[t] @ gradients[t + 1] / (weight[t] * weight[t + 1])
            votes += weight[t + 1] / weight.max() * cosine
        return {True: "other sign", False: "smaller rate"}[bool(votes > 0)]
    per_step = -climbs / (len(losses) - 1)
    remaining = np.median(losses[len(losses) // 2 :]) / losses[0]
    return "larger rate" if per_step < 0.1 and remaining > 0.25 else "falling rate"
