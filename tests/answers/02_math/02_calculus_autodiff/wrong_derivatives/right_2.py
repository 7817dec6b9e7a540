# plain loops, with the tolerance built up from the promised curvature and rounding (ten times)
@lesson.exercise
def wrong_derivatives(claimed: np.ndarray, left: np.ndarray, right: np.ndarray) -> list[int]:
    found = []
    for k in range(claimed.shape[1]):
        for i in range(claimed.shape[0]):
            low, high = sorted((float(left[i, k]), float(right[i, k])))
            below = low - 10 * (1e-5 * abs(low) + 1e-8)
            above = high + 10 * (1e-5 * abs(high) + 1e-8)
            if not below <= claimed[i, k] <= above:
                found.append(k)
                break
    return found
