# MISTAKE: groupby on the date has no rows for days without flights
# TOLD: Days without a flight are missing: groupby knows only
@lesson.exercise
def daily_flights(flights: pd.DataFrame) -> pd.DataFrame:
    date = pd.to_datetime(flights[["month", "day"]].assign(year=2013)).rename("date")
    days = flights["dep_delay"].groupby(date)
    return pd.DataFrame(
        {"flights": days.size(), "cancelled": days.size() - days.count(), "delay": days.mean().astype(float)}
    )
