# RIGHT: a loop over the phases that writes into a NumPy array by position
@lesson.exercise
def above_usual(strikes: pd.DataFrame) -> pd.DataFrame:
    phase = strikes["phase"].to_numpy(dtype=object)
    speed = strikes["speed"].to_numpy(dtype=float)
    above = np.full(len(strikes), np.nan)
    for name in set(phase):
        rows = (phase == name) & ~np.isnan(speed)
        if rows.any():
            above[rows] = speed[rows] - np.median(speed[rows])
    return pd.concat([strikes, pd.Series(above, index=strikes.index, name="above")], axis=1)
