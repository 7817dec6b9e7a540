# MISTAKE: flights are counted with count on the delay, which leaves the cancelled ones out
# TOLD: Cancelled flights are not counted as flights: `count` counts
@lesson.exercise
def daily_flights(flights: pd.DataFrame) -> pd.DataFrame:
    date = pd.to_datetime(flights[["month", "day"]].assign(year=2013))
    days = flights.assign(date=date, gone=flights["dep_delay"].isna().astype(int)).resample("D", on="date")
    return pd.DataFrame(
        {
            "flights": days["dep_delay"].count(),
            "cancelled": days["gone"].sum(),
            "delay": days["dep_delay"].mean().astype(float),
        }
    )
