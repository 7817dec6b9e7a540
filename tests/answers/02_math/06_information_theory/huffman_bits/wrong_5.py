# MISTAKE: rounds up the entropy of the whole message, which is the bound and not what the prefix code takes.
# TOLD: That is the entropy times the length. A prefix code
@lesson.exercise
def huffman_bits(counts: np.ndarray) -> int:
    if len(counts) == 1:
        return int(counts[0])
    return int(np.ceil(counts.sum() * entropy(counts)))
