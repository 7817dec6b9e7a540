# MISTAKE: keeps a row of zeros for each empty bin
# TOLD: Bins without a row are in your table. They have no mean and are
@lesson.exercise
def reliability(y: np.ndarray, p: np.ndarray, bins: int) -> np.ndarray:
    which = np.searchsorted(np.linspace(0, 1, bins + 1)[1:-1], p, side="left")
    count = np.bincount(which, minlength=bins)
    safe = np.maximum(count, 1)
    mean = np.bincount(which, weights=p, minlength=bins) / safe
    share = np.bincount(which, weights=y, minlength=bins) / safe
    return np.column_stack([mean, share, count]).astype(float)
