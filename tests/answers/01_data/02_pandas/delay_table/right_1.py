# RIGHT: pivot_table twice on the flights with a delay, and where
@lesson.exercise
def delay_table(flights: pd.DataFrame, fewest: int) -> pd.DataFrame:
    known = flights[flights["dep_delay"].notna()]
    options = {"values": "dep_delay", "index": "carrier", "columns": "origin", "observed": True}
    means = known.pivot_table(aggfunc="mean", **options)
    counts = known.pivot_table(aggfunc="count", **options)
    return means.where(counts >= fewest)
