# RIGHT: a loop over flights and one over days, with the standard library's dates
from datetime import date as Date
from datetime import timedelta


@lesson.exercise
def daily_flights(flights: pd.DataFrame) -> pd.DataFrame:
    delays = {}
    for month, day, delay in zip(flights["month"], flights["day"], flights["dep_delay"]):
        delays.setdefault(Date(2013, int(month), int(day)), []).append(None if pd.isna(delay) else float(delay))
    day, rows = min(delays), []
    while day <= max(delays):
        today = delays.get(day, [])
        known = [delay for delay in today if delay is not None]
        rows.append((day, len(today), len(today) - len(known), sum(known) / len(known) if known else np.nan))
        day += timedelta(days=1)
    table = pd.DataFrame(rows, columns=["date", "flights", "cancelled", "delay"])
    return table.astype({"date": "datetime64[ns]"}).set_index("date")
