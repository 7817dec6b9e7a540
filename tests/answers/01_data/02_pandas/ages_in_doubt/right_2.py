# RIGHT: computes the share by carrier from the data with isin and groupby, and returns an Index of those under a half
@lesson.exercise
def ages_in_doubt() -> list[str]:
    flights = load_dataset("nyc_flights", "flights_2013q1.parquet")
    planes = load_dataset("nyc_flights", "planes.parquet")
    found = flights["tailnum"].isin(planes["tailnum"])
    share = found.groupby(flights["carrier"].astype(str)).mean()
    return share[share < 0.5].index
