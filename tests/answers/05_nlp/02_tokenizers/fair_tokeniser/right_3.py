# RIGHT: own training on bytes: each merge is the most frequent pair of the language that pays most per character at that moment
@lesson.exercise
def fair_tokeniser(texts: dict[str, list[str]], vocab_size: int) -> tokenizers.Tokenizer:
    byte_level = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tables, sizes = {}, {}
    for lang, lines in texts.items():
        words = Counter(piece for line in lines for piece, _ in byte_level.pre_tokenize_str(line))
        tables[lang] = {tuple(word): k for word, k in words.items()}
        sizes[lang] = max(1, sum(map(len, lines)))
    symbols, merges = sorted(byte_level.alphabet()), []
    while len(symbols) < vocab_size:
        price = {lang: sum(len(w) * k for w, k in table.items()) / sizes[lang] for lang, table in tables.items()}
        for lang in sorted(price, key=price.get, reverse=True):
            pairs = count_pairs(tables[lang])
            if pairs:
                break
        else:
            break
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))
        merges.append(best)
        if "".join(best) not in symbols:
            symbols.append("".join(best))
        for lang, table in tables.items():
            new = Counter()
            for word, k in table.items():
                new[merge_pair(word, best)] += k
            tables[lang] = new
    tokenizer = tokenizers.Tokenizer(models.BPE({s: k for k, s in enumerate(symbols)}, merges))
    tokenizer.pre_tokenizer = byte_level
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer
