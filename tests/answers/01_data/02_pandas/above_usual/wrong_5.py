# MISTAKE: the parts are put together again phase by phase, so the rows are no longer in their order
# TOLD: The rows stand phase by phase. Put together from
@lesson.exercise
def above_usual(strikes: pd.DataFrame) -> pd.DataFrame:
    parts = []
    for _, part in strikes.groupby("phase"):
        parts.append(part.assign(above=part["speed"] - part["speed"].median()))
    return pd.concat(parts)
