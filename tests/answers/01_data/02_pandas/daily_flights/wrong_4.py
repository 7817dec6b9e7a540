# MISTAKE: the table has all days of the year instead of those from the first to the last that occurs
@lesson.exercise
def daily_flights(flights: pd.DataFrame) -> pd.DataFrame:
    date = pd.to_datetime(flights[["month", "day"]].assign(year=2013)).rename("date")
    days = flights["dep_delay"].groupby(date)
    table = pd.DataFrame(
        {"flights": days.size(), "cancelled": days.size() - days.count(), "delay": days.mean().astype(float)}
    )
    table = table.reindex(pd.date_range("2013-01-01", "2013-12-31", name="date"))
    return table.fillna({"flights": 0, "cancelled": 0}).astype({"flights": int, "cancelled": int})
