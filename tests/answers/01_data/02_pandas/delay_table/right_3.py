# RIGHT: two loops over sorted carriers and origins that fill an empty float table
@lesson.exercise
def delay_table(flights: pd.DataFrame, fewest: int) -> pd.DataFrame:
    cells = {}
    for carrier, origin, delay in zip(flights["carrier"], flights["origin"], flights["dep_delay"]):
        if not pd.isna(delay):
            cells.setdefault((carrier, origin), []).append(float(delay))
    carriers = pd.Index(sorted({carrier for carrier, _ in cells}), name="carrier")
    origins = pd.Index(sorted({origin for _, origin in cells}), name="origin")
    table = pd.DataFrame(np.nan, index=carriers, columns=origins)
    for (carrier, origin), delays in cells.items():
        if len(delays) >= fewest:
            table.loc[carrier, origin] = sum(delays) / len(delays)
    return table
