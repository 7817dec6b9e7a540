# RIGHT: pandas groupby and np.ptp
@lesson.exercise
def parity_difference(y_pred, group):
    return float(np.ptp(pd.Series(np.asarray(y_pred)).groupby(np.asarray(group)).mean().to_numpy()))
