# MISTAKE: gives each symbol a word of ceil(-log2 p) bits, which is Shannon's code and not the optimal one.
# TOLD: You gave each symbol −log₂ of its share, rounded up.
@lesson.exercise
def huffman_bits(counts: np.ndarray) -> int:
    if len(counts) == 1:
        return int(counts[0])
    p = counts / counts.sum()
    return int(np.sum(counts * np.ceil(-np.log2(p))))
