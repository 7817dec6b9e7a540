# plain loops over the penalties, with the statistics module's stdev
@lesson.exercise
def one_standard_error(errors, penalties):
    import statistics

    best = None
    for row, penalty in zip(errors, penalties):
        mean = float(row.mean())
        if best is None or mean < best[0] or (mean == best[0] and penalty > best[1]):
            best = (mean, penalty, statistics.stdev(row.tolist()) / len(row) ** 0.5)
    chosen = best[1]
    for row, penalty in zip(errors, penalties):
        if float(row.mean()) <= best[0] + best[2] and penalty > chosen:
            chosen = penalty
    return float(chosen)
