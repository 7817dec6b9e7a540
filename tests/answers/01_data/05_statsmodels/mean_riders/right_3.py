# RIGHT: numpy least squares, smearing by the mean ratio of riders to the naive fit
@lesson.exercise
def mean_riders(train, new):
    def design(table):
        t, h = table["temp"].to_numpy(dtype=float), table["hum"].to_numpy(dtype=float)
        return np.column_stack([np.ones(len(t)), t, t**2, h])

    riders = train["riders"].to_numpy(dtype=float)
    beta = np.linalg.lstsq(design(train), np.log(riders), rcond=None)[0]
    smear = np.mean(riders / np.exp(design(train) @ beta))
    return smear * np.exp(design(new) @ beta)
