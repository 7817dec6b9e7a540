# plain loops: entropy of the columns less the weighted entropy of the columns within each row
import math


@lesson.exercise
def mutual_information(table: np.ndarray) -> float:
    def h(row):
        total = sum(row)
        return -sum(c / total * math.log2(c / total) for c in row if c > 0)

    rows = [[int(c) for c in row] for row in table]
    n = sum(map(sum, rows))
    left = sum(sum(row) / n * h(row) for row in rows if sum(row) > 0)
    return h([sum(column) for column in zip(*rows)]) - left
