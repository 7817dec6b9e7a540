# statsmodels multipletests
@lesson.exercise
def adjusted(p: np.ndarray, method: str) -> np.ndarray:
    from statsmodels.stats.multitest import multipletests

    return multipletests(np.array(p, dtype=float), method=method)[1]
