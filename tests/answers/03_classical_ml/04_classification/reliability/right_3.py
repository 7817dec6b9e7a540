# RIGHT: digitize and pandas groupby
import pandas as pd


@lesson.exercise
def reliability(y: np.ndarray, p: np.ndarray, bins: int) -> np.ndarray:
    which = np.digitize(p, np.linspace(0, 1, bins + 1)[1:-1], right=True)
    groups = pd.DataFrame({"bin": which, "p": p, "y": y}).groupby("bin", sort=True)
    return np.column_stack([groups["p"].mean(), groups["y"].mean(), groups.size()]).astype(float)
