# RIGHT: plain loops over rows and dictionaries
@lesson.exercise
def panel_column(table: pd.DataFrame, value: str, group: str, candidates: list[str]) -> str | None:
    def mean(numbers):
        return sum(numbers) / len(numbers)

    rows = [
        (number, label, [row_value[k] for k in range(len(candidates))])
        for number, label, row_value in zip(
            table[value], table[group], zip(*(table[c] for c in candidates)) if candidates else [()] * len(table)
        )
        if number == number
    ]
    one, other = sorted({label for _, label, _ in rows})
    total = mean([n for n, g, _ in rows if g == one]) - mean([n for n, g, _ in rows if g == other])
    for k, candidate in enumerate(candidates):
        parts = {}
        for number, label, places in rows:
            parts.setdefault(places[k], {one: [], other: []})[label].append(number)
        above, below = 0.0, 0
        for part in parts.values():
            if part[one] and part[other]:
                weight = len(part[one]) + len(part[other])
                above += weight * (mean(part[one]) - mean(part[other]))
                below += weight
        if below and (above / below) * total < 0:
            return candidate
    return None
