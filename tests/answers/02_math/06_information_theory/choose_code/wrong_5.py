# MISTAKE: the entropy of the arithmetic code is taken with the natural logarithm, so its cost is in nats.
# TOLD: The arithmetic code is too cheap in your comparison:
@lesson.exercise
def choose_code(text: str) -> str:
    n = len(text)
    single = np.array(list(Counter(text).values()))
    k = len(single)
    p = single / n
    pairs = np.array(list(Counter(text[i : i + 2] for i in range(0, n, 2)).values()))
    costs = {
        "fixed": n * (k - 1).bit_length() + 8 * k,
        "huffman": huffman_bits(single) + 16 * k,
        "arithmetic": int(np.ceil(-n * np.sum(p * np.log(p)))) + 2 + 32 * k,
        "pairs": huffman_bits(pairs) + 24 * len(pairs),
    }
    return min(costs, key=costs.get)
