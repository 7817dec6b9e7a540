# numpy: words as codes, pairs as one number each, all values at once
@lesson.exercise
def pair_information(words: list[str], least: int) -> dict[str, float]:
    known, codes, often = np.unique(np.array(words), return_inverse=True, return_counts=True)
    k, n = len(known), len(words)
    pairs, count = np.unique(codes[:-1] * k + codes[1:], return_counts=True)
    pairs, count = pairs[count >= least], count[count >= least]
    first, second = pairs // k, pairs % k
    value = np.log2(count / (n - 1)) - np.log2(often[first] / n) - np.log2(often[second] / n)
    return {f"{known[a]} {known[b]}": float(v) for a, b, v in zip(first, second, value)}
