# MISTAKE: compares bits per symbol, so the pairs are divided by the number of pairs and not of characters.
# TOLD: You compared bits per symbol, or doubled those of
@lesson.exercise
def choose_code(text: str) -> str:
    n = len(text)
    single = np.array(list(Counter(text).values()))
    k = len(single)
    pairs = np.array(list(Counter(text[i : i + 2] for i in range(0, n, 2)).values()))
    costs = {
        "fixed": (n * (k - 1).bit_length() + 8 * k) / n,
        "huffman": (huffman_bits(single) + 16 * k) / n,
        "arithmetic": (np.ceil(n * entropy(single)) + 2 + 32 * k) / n,
        "pairs": (huffman_bits(pairs) + 24 * len(pairs)) / pairs.sum(),
    }
    return min(costs, key=costs.get)
