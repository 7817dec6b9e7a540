# RIGHT: counts in plain Python, sorts the shares and cuts at their widest gap; returns a set
from collections import Counter


@lesson.exercise
def ages_in_doubt() -> list[str]:
    flights = load_dataset("nyc_flights", "flights_2013q1.parquet")
    register = set(load_dataset("nyc_flights", "planes.parquet")["tailnum"])
    everything, matched = Counter(), Counter()
    for carrier, tailnum in zip(flights["carrier"], flights["tailnum"]):
        everything[carrier] += 1
        matched[carrier] += tailnum in register
    shares = sorted((matched[carrier] / everything[carrier], carrier) for carrier in everything)
    gaps = [after[0] - before[0] for before, after in zip(shares, shares[1:])]
    return {carrier for _, carrier in shares[: 1 + gaps.index(max(gaps))]}
