# MISTAKE: the first and the last row are taken for the first and the last day, though the rows come in any order
@lesson.exercise
def daily_flights(flights: pd.DataFrame) -> pd.DataFrame:
    date = pd.to_datetime(flights[["month", "day"]].assign(year=2013)).rename("date")
    days = flights["dep_delay"].groupby(date)
    table = pd.DataFrame(
        {"flights": days.size(), "cancelled": days.size() - days.count(), "delay": days.mean().astype(float)}
    )
    table = table.reindex(pd.date_range(date.iloc[0], date.iloc[-1], name="date"))
    return table.fillna({"flights": 0, "cancelled": 0}).astype({"flights": int, "cancelled": int})
