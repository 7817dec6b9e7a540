# keeps groups of symbols, lengthens the words of each joined group, then sums count times length
@lesson.exercise
def huffman_bits(counts: np.ndarray) -> int:
    if len(counts) == 1:
        return int(counts[0])
    depth = [0] * len(counts)
    groups = [(int(c), [i]) for i, c in enumerate(counts)]
    while len(groups) > 1:
        groups.sort(key=lambda group: group[0])
        (a, left), (b, right), *rest = groups
        for i in left + right:
            depth[i] += 1
        groups = [*rest, (a + b, left + right)]
    return sum(int(c) * d for c, d in zip(counts, depth))
