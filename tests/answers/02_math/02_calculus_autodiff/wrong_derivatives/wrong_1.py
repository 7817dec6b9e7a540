# MISTAKE: Compares with the central difference, so every claim at a kink but the one half-way is called wrong.
# TOLD: You compared with the central difference, half-way between
@lesson.exercise
def wrong_derivatives(claimed: np.ndarray, left: np.ndarray, right: np.ndarray) -> list[int]:
    central = (left + right) / 2
    bad = np.abs(claimed - central) > np.maximum(5e-3 * np.abs(central), 5e-6)
    return [int(k) for k in np.flatnonzero(bad.any(axis=0))]
