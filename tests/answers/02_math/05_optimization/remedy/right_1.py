# RIGHT: compares the last loss with the first, and two successive gradients by their inner product
@lesson.exercise
def remedy(losses: np.ndarray, gradients: np.ndarray) -> str:
    if losses[-1] > losses[0]:
        turned = gradients[-1] @ gradients[-2] < 0
        return "smaller rate" if turned else "other sign"
    recent = np.mean(losses[-max(1, len(losses) // 3) :])
    return "falling rate" if recent < 0.3 * losses[0] else "larger rate"
