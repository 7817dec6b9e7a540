# RIGHT: pandas groupby with transform
import pandas as pd


@lesson.exercise
def covariance_within(X: np.ndarray, group: np.ndarray) -> np.ndarray:
    frame = pd.DataFrame(X)
    deviation = (frame - frame.groupby(np.asarray(group)).transform("mean")).to_numpy()
    return deviation.T @ deviation / (len(X) - pd.Series(group).nunique())
