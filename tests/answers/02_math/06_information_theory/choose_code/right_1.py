# dict of costs with the functions entropy and huffman_bits from above
@lesson.exercise
def choose_code(text: str) -> str:
    n = len(text)
    single = np.array(list(Counter(text).values()))
    k = len(single)
    pairs = np.array(list(Counter(text[i : i + 2] for i in range(0, n, 2)).values()))
    costs = {
        "fixed": n * (k - 1).bit_length() + 8 * k,
        "huffman": huffman_bits(single) + 16 * k,
        "arithmetic": int(np.ceil(round(n * entropy(single), 6))) + 2 + 32 * k,
        "pairs": huffman_bits(pairs) + 24 * len(pairs),
    }
    return min(costs, key=costs.get)
