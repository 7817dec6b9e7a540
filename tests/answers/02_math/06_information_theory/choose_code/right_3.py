# numpy: unique codes of characters and of two-column rows, costs in an array and argmin
@lesson.exercise
def choose_code(text: str) -> str:
    letters = np.array([ord(c) for c in text])
    single = np.unique(letters, return_counts=True)[1]
    double = np.unique(letters.reshape(-1, 2), axis=0, return_counts=True)[1]

    def tree(counts):
        row = np.sort(counts)
        if len(row) == 1:
            return int(row[0])
        bits = 0
        while len(row) > 1:
            joint = row[0] + row[1]
            bits += int(joint)
            row = row[2:]
            row = np.insert(row, np.searchsorted(row, joint), joint)
        return bits

    n, k = len(letters), len(single)
    nats = -np.sum(single * np.log(single / n))
    cost = np.array(
        [
            n * np.ceil(np.log2(k)) + 8 * k,
            tree(single) + 16 * k,
            np.ceil(nats / np.log(2) - 1e-9) + 2 + 32 * k,
            tree(double) + 24 * len(double),
        ]
    )
    return ["fixed", "huffman", "arithmetic", "pairs"][int(np.argmin(cost))]
