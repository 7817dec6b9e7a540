# MISTAKE: The residual has the wrong sign: predicted minus measured.
# TOLD: You subtracted what was measured from what was
@lesson.exercise
def residual_bands(x: np.ndarray, y: np.ndarray, predicted: np.ndarray, edges: np.ndarray) -> np.ndarray:
    count, _ = np.histogram(x, bins=edges)
    total, _ = np.histogram(x, bins=edges, weights=predicted - y)
    mean = np.where(count > 0, total / np.maximum(count, 1), 0.0)
    return np.column_stack([count, mean]).astype(float)
