# RIGHT: recursive, sorts the pairs, and repeats nothing but itself
@lesson.exercise
def train_bpe(words: dict[tuple[str, ...], int], n_merges: int) -> list[tuple[str, str]]:
    def step(table, left):
        ranked = sorted(count_pairs(table).items(), key=lambda item: item[0])
        ranked.sort(key=lambda item: item[1], reverse=True)
        if left == 0 or not ranked:
            return []
        best = ranked[0][0]
        after = {}
        for symbols, k in table.items():
            key = merge_pair(symbols, best)
            after[key] = after.get(key, 0) + k
        return [best] + step(after, left - 1)

    table = dict(words)
    return step(table, n_merges)
