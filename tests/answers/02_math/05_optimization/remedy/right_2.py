# RIGHT: fits one factor from each gradient to the next, and decides by it on both sides
@lesson.exercise
def remedy(losses: np.ndarray, gradients: np.ndarray) -> str:
    before, after = gradients[:-1], gradients[1:]
    factor = np.sum(before * after) / np.sum(before * before)
    if losses[-1] > losses[0]:
        return "other sign" if factor > 0 else "smaller rate"
    if np.median(losses[len(losses) // 2 :]) > 0.3 * losses[0]:
        return "larger rate"
    return "falling rate"
