# RIGHT: groupby on the date, then reindex with a date_range from the first to the last day
@lesson.exercise
def daily_flights(flights: pd.DataFrame) -> pd.DataFrame:
    text = "2013-" + flights["month"].astype(str) + "-" + flights["day"].astype(str)
    date = pd.to_datetime(text, format="%Y-%m-%d").rename("date")
    table = flights["dep_delay"].astype("Float64").groupby(date).agg(flights="size", known="count", delay="mean")
    table["cancelled"] = table["flights"] - table["known"]
    table = table.reindex(pd.date_range(date.min(), date.max(), name="date"))
    table = table.fillna({"flights": 0, "cancelled": 0}).astype({"flights": "int64", "cancelled": "int64"})
    return table[["flights", "cancelled", "delay"]]
