# RIGHT: resample by day on a table with the dates as a column
@lesson.exercise
def daily_flights(flights: pd.DataFrame) -> pd.DataFrame:
    date = pd.to_datetime(flights[["month", "day"]].assign(year=2013))
    days = flights.assign(date=date, gone=flights["dep_delay"].isna().astype(int)).resample("D", on="date")
    return pd.DataFrame(
        {"flights": days.size(), "cancelled": days["gone"].sum(), "delay": days["dep_delay"].mean().astype(float)}
    )
