# RIGHT: ravel_multi_index, radix sort and searchsorted
@lesson.exercise
def count_pairs(truth: np.ndarray, guess: np.ndarray, k: int) -> np.ndarray:
    pairs = np.ravel_multi_index((truth.astype(np.intp), guess.astype(np.intp)), (k, k)).astype(np.uint16)
    pairs.sort(kind="stable")
    edges = np.searchsorted(pairs, np.arange(k * k, dtype=np.uint16))
    return np.diff(edges, append=len(pairs)).astype(np.int64).reshape(k, k)
