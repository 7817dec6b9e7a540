# MISTAKE: forgets the tables.
# TOLD: You compared the messages without their tables. The
@lesson.exercise
def choose_code(text: str) -> str:
    n = len(text)
    single = np.array(list(Counter(text).values()))
    pairs = np.array(list(Counter(text[i : i + 2] for i in range(0, n, 2)).values()))
    costs = {
        "fixed": n * (len(single) - 1).bit_length(),
        "huffman": huffman_bits(single),
        "arithmetic": int(np.ceil(n * entropy(single))) + 2,
        "pairs": huffman_bits(pairs),
    }
    return min(costs, key=costs.get)
