# MISTAKE: charges the table of the pairs for the k characters instead of for each different pair.
# TOLD: You charged the table of the pairs for each character.
@lesson.exercise
def choose_code(text: str) -> str:
    n = len(text)
    single = np.array(list(Counter(text).values()))
    k = len(single)
    pairs = np.array(list(Counter(text[i : i + 2] for i in range(0, n, 2)).values()))
    costs = {
        "fixed": n * (k - 1).bit_length() + 8 * k,
        "huffman": huffman_bits(single) + 16 * k,
        "arithmetic": int(np.ceil(n * entropy(single))) + 2 + 32 * k,
        "pairs": huffman_bits(pairs) + 24 * k,
    }
    return min(costs, key=costs.get)
