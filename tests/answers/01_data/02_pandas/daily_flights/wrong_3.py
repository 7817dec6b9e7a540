# MISTAKE: missing values are filled with 0 in all columns, so a day without flights seems to be perfectly on time
# TOLD: A day without flights has a delay of 0
@lesson.exercise
def daily_flights(flights: pd.DataFrame) -> pd.DataFrame:
    date = pd.to_datetime(flights[["month", "day"]].assign(year=2013)).rename("date")
    days = flights["dep_delay"].groupby(date)
    table = pd.DataFrame(
        {"flights": days.size(), "cancelled": days.size() - days.count(), "delay": days.mean().astype(float)}
    )
    table = table.reindex(pd.date_range(date.min(), date.max(), name="date")).fillna(0)
    return table.astype({"flights": int, "cancelled": int})
