# MISTAKE: counts overlapping pairs, at 0 and 1, 1 and 2, ..., as for bigrams.
# TOLD: Your pairs overlap. Each character is sent once: the
@lesson.exercise
def choose_code(text: str) -> str:
    n = len(text)
    single = np.array(list(Counter(text).values()))
    k = len(single)
    pairs = np.array(list(Counter(a + b for a, b in zip(text, text[1:])).values()))
    costs = {
        "fixed": n * (k - 1).bit_length() + 8 * k,
        "huffman": huffman_bits(single) + 16 * k,
        "arithmetic": int(np.ceil(n * entropy(single))) + 2 + 32 * k,
        "pairs": huffman_bits(pairs) + 24 * len(pairs),
    }
    return min(costs, key=costs.get)
