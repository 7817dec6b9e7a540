"""Solutions of 05_nlp/02_tokenizers: Tokenisers."""

import codecs
import re
import unicodedata
from collections import Counter

import tokenizers
from tokenizers import models

from workbench.authoring import choice, random_word, reference

# -- clean_text --------------------------------------------------------------------------------------------------------


@reference
def clean_text(text):
    text = unicodedata.normalize("NFKC", text)
    text = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return " ".join(text.split())


clean_text.example(text="cafe\u0301")
clean_text.example(text="  ﬁnal \u00a0\n answer ")
clean_text.example(text="da\u200bta \u200b x")
clean_text.example(text="Ｆｕｌｌ Ｗｉｄｔｈ Straße ²")
clean_text.example(text="")
clean_text.example(text="e\u0301 – e\u0301\u0323")


@clean_text.cases(n=12)
def _(rng):
    bits = [
        "naïve",
        "na\u0069\u0308ve",
        "ﬂow",
        "\u200b",
        "\u00a0",
        "\t",
        "  ",
        "Ⅳ",
        "²",
        "\u200d",
        "\u00ad",
        "\u200e",
        "\u2060",
        "Å",
        "A\u030a",
        "ab",
        "…",
    ]
    return {"text": random_word(rng, bits, 2, 9)}


@clean_text.alternative
def _(text):
    visible = filter(lambda c: unicodedata.category(c) != "Cf", unicodedata.normalize("NFKC", text))
    return re.sub(r"\s+", " ", "".join(visible)).strip()


clean_text.misconception(
    "You used NFC. It composes accents but keeps ligatures, full-width letters and ² as they are: NFKC dissolves these too.",
    'unicodedata.normalize("NFKC", text) → unicodedata.normalize("NFC", text)',
)


@clean_text.misconception("Upper case was lost. Only the form of the characters is to change, not their case.")
def _(text):
    return clean_text(text).casefold()


clean_text.misconception(
    "Invisible characters are still there: a zero-width space is no white space for `split`. Remove category Cf.",
    '"".join(c for c in text if unicodedata.category(c) != "Cf") → text',
)


@clean_text.misconception("The accents are gone. They are part of the word: compose them, do not remove them.")
def _(text):
    bare = "".join(c for c in unicodedata.normalize("NFKD", clean_text(text)) if not unicodedata.combining(c))
    return unicodedata.normalize("NFKC", bare)


clean_text.misconception(
    "Some invisible characters are still there, such as the soft hyphen and the marks of direction: remove all of category Cf, "
    "not a list of some.",
    'unicodedata.category(c) != "Cf" → c not in "\\u200b\\u200c\\u200d\\ufeff"',
)

clean_text.hints(
    "Three steps: the form of the characters, the invisible ones, the white space.",
    "`unicodedata.normalize` knows the form NFKC; `unicodedata.category(c)` says what kind of character c is.",
    'After normalising keep the characters whose category is not "Cf"; `" ".join(text.split())` does the rest.',
)
clean_text.explain(
    "NFKC first, because it turns exotic spaces into plain ones. `split` without an argument splits at any white space and "
    "ignores it at both ends."
)

# -- count_pairs -------------------------------------------------------------------------------------------------------


@reference
def count_pairs(words):
    pairs = Counter()
    for symbols, count in words.items():
        for pair in zip(symbols, symbols[1:]):
            pairs[pair] += count
    return pairs


def _words(rng, alphabet="abcd"):
    table = {}
    for _ in range(rng.integers(2, 7)):
        table[tuple(random_word(rng, alphabet, 1, 7))] = rng.integers(1, 9)
    return table


count_pairs.example(words={("a", "a", "a"): 2})


@count_pairs.cases(n=12)
def _(rng):
    return {"words": _words(rng, "ab" if rng.random() < 0.5 else "abcd")}


@count_pairs.alternative
def _(words):
    found = {}
    for symbols, count in words.items():
        for k in range(len(symbols) - 1):
            pair = symbols[k], symbols[k + 1]
            found[pair] = found.get(pair, 0) + count
    return found


@count_pairs.misconception("Each word was counted once. A pair occurs as often as its word does: add the word's count.")
def _(words):
    return count_pairs(dict.fromkeys(words, 1))


count_pairs.misconception(
    "A pair that stands in a word twice was counted once. Go through the positions, not through the set of pairs.",
    "zip(symbols, symbols[1:]) → set(zip(symbols, symbols[1:]))",
)
count_pairs.misconception(
    "You paired every symbol with every later one. Only neighbours form pairs.",
    "zip(symbols, symbols[1:]) → [(a, b) for k, a in enumerate(symbols) for b in symbols[k + 1 :]]",
)

count_pairs.hints(
    "Two loops: over the words with their counts, and over the neighbours in a word.",
    "`zip(symbols, symbols[1:])` gives the neighbours; a `Counter` adds up.",
    "`pairs[pair] += count` for each pair of each word.",
)
count_pairs.explain(
    "Zipping a tuple with itself shifted by one gives all neighbours. The word's count weighs each of them."
)

# -- merge_pair --------------------------------------------------------------------------------------------------------


@reference
def merge_pair(symbols, pair):
    merged, position = [], 0
    while position < len(symbols):
        if tuple(symbols[position : position + 2]) == tuple(pair):
            merged.append(pair[0] + pair[1])
            position += 2
        else:
            merged.append(symbols[position])
            position += 1
    return tuple(merged)


merge_pair.example(symbols=("a", "a", "a"), pair=("a", "a"))
merge_pair.example(symbols=("ab", "c", "a", "b", "c"), pair=("a", "b"))
merge_pair.example(symbols=("a", "b", "c", "a", "b"), pair=("a", "b"))
merge_pair.example(symbols=("x",), pair=("a", "b"))


@merge_pair.cases(n=15)
def _(rng):
    symbols = tuple(rng.choice(["a", "b", "ab"], size=rng.integers(1, 10)).tolist())
    return {"symbols": symbols, "pair": tuple(rng.choice(["a", "b", "ab"], size=2).tolist())}


@merge_pair.alternative
def _(symbols, pair):
    done = []
    open_left = False
    for symbol in symbols:
        if open_left and done[-1] == pair[0] and symbol == pair[1]:
            done[-1] += symbol
            open_left = False
        else:
            done.append(symbol)
            open_left = True
    return tuple(done)


@merge_pair.misconception(
    "After a merge you moved on by one place only, so the second symbol of the pair is used twice. Move on by two."
)
def _(symbols, pair):
    merged = []
    for k, symbol in enumerate(symbols):
        merged.append("".join(pair) if symbols[k : k + 2] == pair else symbol)
    return tuple(merged)


@merge_pair.misconception("You stopped after the first occurrence. The pair is merged everywhere in the word.")
def _(symbols, pair):
    for k in range(len(symbols) - 1):
        if symbols[k : k + 2] == pair:
            return (*symbols[:k], "".join(pair), *symbols[k + 2 :])
    return symbols


@merge_pair.misconception(
    "You worked on the joined text, where the border between symbols is lost: “ab” may be one symbol already, or the end of one."
)
def _(symbols, pair):
    text = " ".join(symbols).replace(" ".join(pair), "".join(pair))
    return tuple(text.split(" "))


@merge_pair.misconception("You went from right to left: of a a a the first two become one, not the last two.")
def _(symbols, pair):
    mirrored = merge_pair(tuple(s[::-1] for s in symbols[::-1]), (pair[1][::-1], pair[0][::-1]))
    return tuple(s[::-1] for s in mirrored[::-1])


merge_pair.hints(
    "At each position: does the pair start here? If so, how far do you move on?",
    "Compare the next two symbols, as a tuple, with the pair. At the end of the word there is only one symbol left.",
    "`symbols[position : position + 2] == pair`; append `pair[0] + pair[1]`; `position += 2`.",
)
merge_pair.explain("A slice past the end is just shorter, so it cannot equal the pair and needs no special case.")

# -- train_bpe ---------------------------------------------------------------------------------------------------------


@reference(time_limit=20)
def train_bpe(words, n_merges):
    merges = []
    for _ in range(n_merges):
        pairs = count_pairs(words)
        if not pairs:
            break
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))
        merges.append(best)
        merged = Counter()
        for symbols, count in words.items():
            merged[merge_pair(symbols, best)] += count
        words = merged
    return merges


train_bpe.example(words={tuple("low"): 5, tuple("lower"): 2, tuple("newest"): 6, tuple("widest"): 3}, n_merges=4)
train_bpe.example(words={("a", "b"): 3}, n_merges=5)


@train_bpe.cases(n=12)
def _(rng):
    return {"words": _words(rng, "abc"), "n_merges": rng.integers(0, 8)}


@train_bpe.alternative
def _(words, n_merges):
    table, merges = dict(words), []
    while len(merges) < n_merges:
        pairs = count_pairs(table)
        if len(pairs) == 0:
            return merges
        top = max(pairs.values())
        best = sorted(pair for pair in pairs if pairs[pair] == top)[0]
        table = {merge_pair(symbols, best): table[symbols] for symbols in table}
        merges.append(best)
    return merges


@train_bpe.misconception(
    "You counted once and took the most frequent pairs in order. Each merge changes the words: count again after every merge."
)
def _(words, n_merges):
    pairs = count_pairs(words)
    return sorted(pairs, key=lambda pair: (-pairs[pair], pair))[:n_merges]


train_bpe.misconception(
    "Ties are broken by whichever pair was seen first. Then the result depends on the order of the words: take the alphabetical first.",
    "min(pairs, key=lambda pair: (-pairs[pair], pair)) → max(pairs, key=pairs.get)",
)
train_bpe.misconception(
    "Of equally frequent pairs you took the last in alphabetical order: `max` compares the pairs too.",
    "min(pairs, key=lambda pair: (-pairs[pair], pair)) → max(pairs, key=lambda pair: (pairs[pair], pair))",
)

train_bpe.hints(
    "Each round: count, choose, note, merge everywhere. You have written two of the four already.",
    "`min(pairs, key=lambda pair: (-pairs[pair], pair))` is the most frequent pair and breaks ties alphabetically.",
    "The new table is `{merge_pair(symbols, best): count for symbols, count in words.items()}`.",
)
train_bpe.explain(
    "Sorting by (minus count, pair) makes the choice unique, so the same text gives the same tokeniser everywhere. A new table in each "
    "round leaves the caller's untouched."
)

# -- encode_word -------------------------------------------------------------------------------------------------------


@reference
def encode_word(word, merges):
    rank = {pair: k for k, pair in enumerate(merges)}
    symbols = tuple(word)
    while len(symbols) > 1:
        best = min(zip(symbols, symbols[1:]), key=lambda pair: rank.get(pair, len(merges)))
        if best not in rank:
            break
        symbols = merge_pair(symbols, best)
    return list(symbols)


encode_word.example(word="abc", merges=[("b", "c"), ("a", "b")])
encode_word.example(word="abc", merges=[("b", "c"), ("a", "bc"), ("a", "b")])
encode_word.example(word="ab", merges=[("a", "b")])
encode_word.example(word="a", merges=[])


@encode_word.cases(n=20)
def _(rng):
    words = {tuple(random_word(rng, "abc", 3, 8)): rng.integers(1, 9) for _ in range(8)}
    merges = train_bpe(words, rng.integers(1, 9))
    return {
        "word": random_word(rng, "abcd", 1, 11, p=[0.32, 0.32, 0.32, 0.04]),
        "merges": merges,
    }


@encode_word.alternative
def _(word, merges):
    # Merging in the order of learning, once each, is the same: a later merge never creates the pair of an earlier one.
    symbols = tuple(word)
    for pair in merges:
        symbols = merge_pair(symbols, pair)
    return list(symbols)


@encode_word.misconception(
    "You merged the leftmost pair that fits. The pair that was learned first comes first, wherever it stands."
)
def _(word, merges):
    symbols, known = tuple(word), set(merges)
    while True:
        found = next((pair for pair in zip(symbols, symbols[1:]) if pair in known), None)
        if found is None:
            return list(symbols)
        k = list(zip(symbols, symbols[1:])).index(found)
        symbols = (*symbols[:k], "".join(found), *symbols[k + 2 :])


@encode_word.misconception(
    "You took the longest known token from the left. That is WordPiece's way; byte-pair encoding replays its merges by rank."
)
def _(word, merges):
    known, tokens, start = {a + b for a, b in merges} | set(word), [], 0
    while start < len(word):
        end = next(e for e in range(len(word), start, -1) if word[start:e] in known)
        tokens.append(word[start:end])
        start = end
    return tokens


@encode_word.misconception(
    "The merges were applied from the last learned to the first: the early ones must build the parts."
)
def _(word, merges):
    symbols = tuple(word)
    for pair in reversed(merges):
        symbols = merge_pair(symbols, pair)
    return list(symbols)


encode_word.hints(
    "Start from the letters. Which of the pairs that stand in the word now was learned first?",
    "A dict from pair to its rank makes the question quick; `merge_pair` does the merging.",
    "`min(zip(symbols, symbols[1:]), key=lambda pair: rank.get(pair, len(merges)))`; stop when it has no rank.",
)
encode_word.explain(
    "Taking the lowest rank first repeats what training did, so a word from the training text is split as training left it."
)

encode_word.equivalent("tuple(word) → word", because="the slices of a str are turned into tuples by merge_pair")

# -- wordpiece ---------------------------------------------------------------------------------------------------------


@reference
def wordpiece(word, vocabulary):
    pieces, start = [], 0
    while start < len(word):
        for end in range(len(word), start, -1):
            piece = ("##" if start else "") + word[start:end]
            if piece in vocabulary:
                pieces.append(piece)
                start = end
                break
        else:
            return ["[UNK]"]
    return pieces


_VOCABULARY = {
    "a",
    "b",
    "ab",
    "abc",
    "ba",
    "##a",
    "##b",
    "##ab",
    "##c",
    "##bc",
    "##cab",
    "play",
    "##ing",
    "##s",
    "un",
    "##able",
}


@wordpiece.cases(n=24)
def _(rng, i):
    fixed = ["playing", "plays", "unable", "unplayable", "c", "play", "able"]
    word = fixed[i] if i < len(fixed) else random_word(rng, "abc", 1, 8)
    return {"word": word, "vocabulary": set(_VOCABULARY)}


@wordpiece.cases(n=4)
def _(rng, i):
    # The longest first piece leaves a rest that is in no vocabulary; a shorter one would not.
    word, *vocabulary = (
        ("playing", "play", "playin", "##ing"),
        ("unlock", "un", "unl", "##lock"),
        ("abc", "a", "ab", "##bc"),
        ("plays", "play", "##s", "##ys", "pla"),
    )[i]
    return {"word": word, "vocabulary": set(vocabulary)}


@wordpiece.alternative
def _(word, vocabulary):
    ids = {piece: k for k, piece in enumerate(sorted({*vocabulary, "[UNK]"}))}
    return tokenizers.Tokenizer(models.WordPiece(ids, unk_token="[UNK]")).encode(word).tokens if word else []


wordpiece.misconception(
    'You kept the pieces before the gap. One gap makes the whole word unknown: return ["[UNK]"] alone.',
    '["[UNK]"] → [*pieces, "[UNK]"]',
)
wordpiece.misconception(
    "You took the shortest piece that fits. Greedy means the longest: try the far end first.",
    "range(len(word), start, -1) → range(start + 1, len(word) + 1)",
)
wordpiece.misconception(
    "Pieces inside a word are other entries of the vocabulary: look them up with ## in front.",
    '("##" if start else "") + word[start:end] → word[start:end]',
)


@wordpiece.misconception(
    "You went back and tried a shorter piece where the rest could not be matched. Greedy never goes back: such a word is [UNK]."
)
def _(word, vocabulary):
    def split(start):
        if start == len(word):
            return []
        for end in range(len(word), start, -1):
            piece = ("##" if start else "") + word[start:end]
            rest = split(end) if piece in vocabulary else None
            if rest is not None:
                return [piece, *rest]
        return None

    return split(0) or ["[UNK]"]


wordpiece.hints(
    "From the current start, which end do you try first, and which last?",
    'Try the ends from the length of the word down to start + 1. Everything but the first piece is looked up with "##".',
    '`range(len(word), start, -1)` and `("##" if start else "") + word[start:end]`.',
)
wordpiece.explain(
    "Counting the end down finds the longest piece first. The `else` of a `for` runs when no `break` happened: nothing fitted."
)

# -- decode_stream -----------------------------------------------------------------------------------------------------


@reference
def decode_stream(pending, chunk):
    data = pending + chunk
    for keep in range(4):
        try:
            return data[: len(data) - keep].decode("utf-8"), data[len(data) - keep :]
        except UnicodeDecodeError:
            continue
    raise ValueError("not the beginning of valid UTF-8")


decode_stream.example(pending=b"", chunk="é".encode()[:1])
decode_stream.example(pending=b"", chunk="🙂".encode()[:3])
decode_stream.example(pending=b"", chunk=b"a" + "🙂".encode()[:3])
decode_stream.example(pending="🙂".encode()[:3], chunk="🙂".encode()[3:] + b"!")


@decode_stream.cases(n=20)
def _(rng, i):
    text = random_word(rng, "aéσक🙂\ufffd ", 1, 6)
    if i % 5 == 4:
        text += "\ufffd"  # � is a character like any other, also at the end
    data = text.encode()
    first, second = sorted(rng.integers(0, len(data) + 1, size=2).tolist())
    second = len(data) if i % 5 == 4 else second
    # What an earlier call would have left over from the first part.
    pending = codecs.getincrementaldecoder("utf-8")()
    pending.decode(data[:first])
    return {"pending": pending.getstate()[0], "chunk": data[first:second]}


@decode_stream.alternative
def _(pending, chunk):
    decoder = codecs.getincrementaldecoder("utf-8")()
    text = decoder.decode(pending + chunk)
    return text, decoder.getstate()[0]


@decode_stream.misconception(
    "The incomplete character became �. It is not wrong, only unfinished: keep its bytes for the next call."
)
def _(pending, chunk):
    return (pending + chunk).decode("utf-8", errors="replace"), b""


@decode_stream.misconception(
    "The incomplete bytes were thrown away, so the character never appears. Return them as the second result."
)
def _(pending, chunk):
    return (pending + chunk).decode("utf-8", errors="ignore"), b""


@decode_stream.misconception(
    "The pending bytes were not put in front of the new ones: the character they begin is lost."
)
def _(pending, chunk):
    for skip in range(4):
        for keep in range(4):
            body = chunk[skip : len(chunk) - keep] if len(chunk) - keep > skip else b""
            try:
                return body.decode("utf-8"), chunk[max(skip, len(chunk) - keep) :]
            except UnicodeDecodeError:
                continue
    return "", chunk


@decode_stream.misconception(
    "You kept everything back unless all of it could be decoded. Show what is complete now: the reader is waiting."
)
def _(pending, chunk):
    data = pending + chunk
    try:
        return data.decode("utf-8"), b""
    except UnicodeDecodeError:
        return "", data


@decode_stream.misconception(
    "A � that stands in the text was taken for an incomplete character and held back. Look at the bytes, not at the characters."
)
def _(pending, chunk):
    data = pending + chunk
    text = data.decode("utf-8", errors="replace").rstrip("\ufffd")
    return text, data[len(text.encode()) :]


decode_stream.hints(
    "Join both parts. How many bytes at the end can belong to an unfinished character?",
    "At most three. Try to decode all, then all but one byte, but two, but three.",
    "In a loop over 0 … 3: `data[:len(data) - keep].decode()` in a `try`; the first that works gives text and rest.",
)
decode_stream.explain(
    "A character of UTF-8 has at most four bytes, so an unfinished one at most three. The standard library has this as an incremental "
    "decoder in `codecs`, which is what to use at work."
)
decode_stream.equivalent("4 → 5", because="an unfinished character has at most three bytes")

# -- tokens_per_word ---------------------------------------------------------------------------------------------------


@reference
def tokens_per_word(encode, sentences):
    tokens = sum(len(encode(sentence)) for sentence in sentences)
    words = sum(len(sentence.split()) for sentence in sentences)
    return tokens / words


def _letters(text):
    return [c for c in text if c != " "]


def _halves(text):
    return [piece for word in text.split() for piece in (word[: len(word) // 2], word[len(word) // 2 :]) if piece]


def _marked(text):
    return ["[CLS]", *text.split(), "[SEP]"]


@tokens_per_word.cases(n=12)
def _(rng, i):
    words = ["a", "cat", "sleeps", "on", "chairs", "under", "trees"]
    sentences = [" ".join(rng.choice(words, size=rng.integers(1, 7))) for _ in range(rng.integers(1, 5))]
    if i % 4 == 2:
        sentences = [s.replace(" ", "  \n") + "  " for s in sentences]
    return {"encode": (_letters, _halves, _marked)[i % 3], "sentences": sentences}


@tokens_per_word.alternative
def _(encode, sentences):
    pairs = [(len(encode(s)), len(s.split())) for s in sentences]
    return sum(t for t, _ in pairs) / sum(w for _, w in pairs)


@tokens_per_word.misconception(
    "You averaged the ratio of each sentence, so that a short one counts as much as a long one. Divide the totals."
)
def _(encode, sentences):
    return sum(len(encode(s)) / len(s.split()) for s in sentences) / len(sentences)


@tokens_per_word.misconception("That is words per token, the other way round.")
def _(encode, sentences):
    return 1 / tokens_per_word(encode, sentences)


@tokens_per_word.misconception("You divided by the number of characters. Words are what is between white space: split.")
def _(encode, sentences):
    return sum(len(encode(s)) for s in sentences) / sum(len(s) for s in sentences)


@tokens_per_word.misconception(
    "You encoded all sentences as one text. Tokens that mark the ends of a sentence are then there once: encode each by itself."
)
def _(encode, sentences):
    text = " ".join(sentences)
    return len(encode(text)) / len(text.split())


tokens_per_word.hints(
    "Two totals and one division.",
    "`encode(sentence)` gives a list of tokens; `sentence.split()` a list of words.",
    "`sum(len(encode(s)) for s in sentences) / sum(len(s.split()) for s in sentences)`",
)
tokens_per_word.explain(
    "Dividing the totals weighs every word alike; this ratio is what the bill and the context window follow."
)

# -- quizzes -----------------------------------------------------------------------------------------------------------

lookalikes = choice(
    "“5 m²” becomes “5 m2”: meaning can be lost, so normalise search keys, not what you store",
    why={
        "nothing: it is the same digit": "As a digit, yes; as an exponent, a square metre is not m2.",
        "only the font": "The character itself changes, and with it every later comparison and display.",
    },
    because="The K in NFKC stands for compatibility: it folds what looks alike, at the cost of distinctions.",
)
training_order = choice(
    "because later merges are built from earlier ones, and encoding must make the same choices as training",
    why={
        "to save memory": "A set would need no more memory than a list.",
        "the order does not matter, only the set does": "With (a, b) and (b, c) in the set, a b c becomes ab c or a bc: the order decides.",
    },
    because="The rank of a merge is the tokeniser.",
)
letters = choice(
    "its input is three numbers, from which spelling can only be known if it was learned by heart",
    why={
        "it cannot count to three": "Give it the letters separated by spaces, and it can.",
        "the tokeniser lost the letters": "Nothing is lost: the tokens can be joined again. But the model sees their numbers only.",
    },
    because="The spelling of a token is not part of the input; it must be inferred from other training text.",
)
fair_price = choice(
    "the context holds fewer words, and answers take more steps to generate",
    why={
        "nothing else": "Everything that is counted in tokens suffers: context, speed, and what attention must bridge.",
        "the model becomes more accurate, as it sees more tokens": "The same information is spread over more positions, which makes it harder.",
    },
    because="Window, speed and price are all counted in tokens.",
)
