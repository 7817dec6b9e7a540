# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Workbench (Python)
#     language: python
#     name: workbench
#   workbench:
#     title: Tokenisers
#     summary: Why does the same question cost several times as much in Hindi as in English, and why can a model not count letters?
#     minutes: 70
#     requires: []
#     objectives:
#       Normalise text so that what looks equal is equal, and know what that loses: [clean_text, lookalikes]
#       Train byte-pair encoding from counts: [count_pairs, merge_pair, train_bpe, training_order]
#       Encode a new word with learned merges, and with WordPiece: [encode_word, wordpiece, letters]
#       Decode a stream of bytes that may end in the middle of a character: [decode_stream]
#       Measure what a tokeniser costs a language: [tokens_per_word, fair_price]
#     datasets: [novels, tokenizer_vocabs]
#     extras: [nlp]
#     hardware: cpu
#     solutions: after_attempt
# ---

# %% [markdown]
# # Tokenisers
#
# A language model never sees text. It sees a list of numbers, made by a program that was trained once, years ago, on
# somebody else's text, and frozen. This program decides what the model is charged by, which words it sees whole, why
# it stumbles over counting letters, and why a support bot that is cheap in English is dear in Hindi.
#
# It is also the part of the system where most bugs are silent. In this lesson you write the algorithm behind nearly
# all of today's tokenisers, prove it equal to the library's, and then measure four languages with the real
# vocabularies of GPT-2 and BERT.

# %% tags=["parameters"]
seed = 0
scale = "small"

# %%
import io
import re
import unicodedata
from collections import Counter

import matplotlib.pyplot as plt
import numpy as np
import sentencepiece
import tokenizers
from tokenizers import models, pre_tokenizers, trainers

from workbench import Lesson, load_dataset

lesson = Lesson("05_nlp/02_tokenizers")

# %% [markdown]
# ## What looks equal is not equal
#
# Unicode can write the same thing in several ways. `é` is one character, or an `e` followed by an accent that is
# drawn on top. Text copied from a PDF has ligatures such as `ﬁ`, non-breaking spaces, and characters of no width at
# all. Each variant is another sequence of tokens, hence another input to the model.

# %%
for a, b in (("café", "cafe\u0301"), ("ﬁnal", "final"), ("10 000", "10\u00a0000"), ("data", "da\u200bta")):
    print(f"{a!r:12} == {b!r:16} {a == b!s:6} {len(a)} and {len(b)} characters")

# %%
lesson.quiz(
    "lookalikes",
    "NFKC normalisation turns ² into 2. What may that break?",
    [
        "nothing: it is the same digit",
        "“5 m²” becomes “5 m2”: meaning can be lost, so normalise search keys, not what you store",
        "only the font",
    ],
    answer=...,
)

# %% [markdown]
# A cleaner for search keys: compatibility form NFKC (which composes accents and dissolves ligatures), no invisible
# *format* characters (Unicode category `Cf`: zero-width spaces and joiners), every run of white space one plain
# space, none at the ends.


# %%
@lesson.exercise
def clean_text(text: str) -> str:
    """Text for comparison: NFKC, without characters of category Cf, white space collapsed to single spaces, ends
    stripped.

    text: any string. Upper and lower case stay as they are. Returns a str.
    """


# %%
for messy in ("cafe\u0301", "ﬁnal  answer\u00a0", "da\u200bta", "Ｆｕｌｌ ｗｉｄｔｈ"):
    print(f"{messy!r:32} → {clean_text(messy)!r}")

# %% [markdown]
# ## The idea of byte-pair encoding
#
# Whole words make a vocabulary that never ends; single letters make sequences that never end. *Byte-pair encoding*
# (Gage, 1994; Sennrich, Haddow and Birch, 2016) lets the data choose. Start with letters. Count which two neighbours
# stand together most often, make them one symbol, and repeat.
#
# Words are counted once, so training works on a table *word as a tuple of symbols → how often it occurs*. Here is the
# classic example.

# %%
tiny = {tuple("low"): 5, tuple("lower"): 2, tuple("newest"): 6, tuple("widest"): 3}
tiny

# %% [markdown]
# First the counting. Each occurrence of the word counts, and so does each place within it.


# %%
@lesson.exercise
def count_pairs(words: dict[tuple[str, ...], int]) -> dict[tuple[str, str], int]:
    """How often each pair of neighbouring symbols occurs.

    words: symbols of a word → number of occurrences. Returns pair → count, over all words and all positions; ("a",
    "a", "a") holds the pair ("a", "a") twice.
    """


# %%
sorted(count_pairs(tiny).items(), key=lambda item: (-item[1], item[0]))[:5]

# %% [markdown]
# Now merging, from left to right. **Predict:** what do the symbols a a a become when the pair (a, a) is merged?


# %%
@lesson.exercise
def merge_pair(symbols: tuple[str, ...], pair: tuple[str, str]) -> tuple[str, ...]:
    """Replace each occurrence of `pair` by one symbol, from left to right, without overlaps.

    symbols: the symbols of a word; pair: two symbols. Returns the new tuple of symbols.
    """
    merged, position = [], 0
    while position < len(symbols):
        if ...:
            merged.append(...)
            position += ...
        else:
            merged.append(symbols[position])
            position += 1
    return tuple(merged)


# %%
print(merge_pair(tuple("newest"), ("e", "s")), merge_pair(("a", "a", "a"), ("a", "a")))

# %% [markdown]
# Put the two together. Ties must be broken by a rule, or two machines train two tokenisers from the same text: of
# equally frequent pairs take the one that comes first in alphabetical order.


# %%
@lesson.exercise
def train_bpe(words: dict[tuple[str, ...], int], n_merges: int) -> list[tuple[str, str]]:
    """The merges that byte-pair encoding learns, in order.

    words: symbols of a word → number of occurrences; it must not be modified; n_merges: how many merges at most. In
    each step the most frequent pair is merged in all words; of equally frequent ones the first in alphabetical
    order. Stops early when no pair is left. Returns the list of merged pairs.
    """
    merges = []
    for _ in range(n_merges):
        pairs = ...
        if not pairs:
            break
        best = ...
        merges.append(best)
        words = ...
    return merges


# %%
print(train_bpe(tiny, 6))

# %% [markdown]
# On real text: the words of *Emma*, with a space before each word written as `▁`, so that the word boundary is a
# symbol too.

# %%
novels = load_dataset("novels").set_index("title")["text"]
n_words = 30_000 if scale == "small" else None
emma = re.findall(r"[a-z]+", novels["emma"].lower())[:n_words]
counts = {tuple("▁" + word): k for word, k in Counter(emma).items()}
merges = train_bpe(counts, 250)
print(f"{len(emma):,} words, {len(counts):,} different ones; the first merges: {[a + b for a, b in merges[:14]]}")
print("the latest:", [a + b for a, b in merges[-8:]])

# %%
lesson.quiz(
    "training_order",
    "Why must the merges be kept in the order in which they were learned?",
    [
        "to save memory",
        "because later merges are built from earlier ones, and encoding must make the same choices as training",
        "the order does not matter, only the set does",
    ],
    answer=...,
)

# %% [markdown]
# ## Encoding
#
# A new word is split into letters. Then the *earliest learned* merge that occurs anywhere in it is applied, and
# again, until none fits. The rank decides, not the position.


# %%
@lesson.exercise
def encode_word(word: str, merges: list[tuple[str, str]]) -> list[str]:
    """The tokens of a word under learned merges.

    word: at least one character; merges: pairs in the order in which they were learned. While any neighbouring pair
    is in `merges`, the pair that was learned first is merged everywhere in the word. Returns the list of symbols.
    """


# %%
for word in ("▁emma", "▁handsome", "▁handsomeness", "▁tokeniser"):
    print(f"{word:14} → {encode_word(word, merges)}")

library = tokenizers.Tokenizer(
    models.BPE(
        {s: i for i, s in enumerate(dict.fromkeys("".join(map("".join, counts))))}
        | {a + b: 100 + i for i, (a, b) in enumerate(merges)},
        merges,
    )
)
checked = sorted({"▁" + word for word in emma})[:2000]
agree = sum(library.encode(word).tokens == encode_word(word, merges) for word in checked)
print(f"the tokenizers library, given our merges, agrees on {agree:,} of {len(checked):,} words")

# %% [markdown]
# Turn the number of merges yourself, and watch a sentence change from letters to words.

# %%
lesson.explore("tokeniser")

# %%
lesson.quiz(
    "letters",
    "A model is asked how many times the letter r occurs in “strawberry”, which it reads as the tokens str-aw-berry. Why is that hard for it?",
    [
        "it cannot count to three",
        "its input is three numbers, from which spelling can only be known if it was learned by heart",
        "the tokeniser lost the letters",
    ],
    answer=...,
)

# %% [markdown]
# ## The other family: WordPiece
#
# BERT's tokeniser does not replay merges. It takes, from the left, the *longest* piece that is in the vocabulary,
# then the longest piece of the rest, where pieces inside a word are written with `##` in front. If at some point
# nothing fits, the whole word becomes `[UNK]`: unknown.


# %%
@lesson.exercise
def wordpiece(word: str, vocabulary: set[str]) -> list[str]:
    """The tokens of a word by greedy longest match.

    word: lower case, at least one character; vocabulary: pieces, those inside a word with "##" in front. Returns
    the pieces from left to right, or ["[UNK]"] when some part of the word cannot be matched.
    """
    pieces, start = [], 0
    while start < len(word):
        for end in ...:
            piece = ...
            if piece in vocabulary:
                pieces.append(piece)
                start = end
                break
        else:
            return ["[UNK]"]
    return pieces


# %%
bert_vocabulary = set(load_dataset("tokenizer_vocabs", "bert_uncased_vocab.txt.gz").splitlines())
bert = tokenizers.Tokenizer(models.WordPiece({p: i for i, p in enumerate(sorted(bert_vocabulary))}, unk_token="[UNK]"))
for word in ("playing", "handsomeness", "tokenisers", "λόγος", "ლოგოსი"):
    print(f"{word:14} → {wordpiece(word, bert_vocabulary)}")
sample = sorted(set(emma))
agree = sum(bert.encode(word).tokens == wordpiece(word, bert_vocabulary) for word in sample)
print(f"the tokenizers library agrees on {agree:,} of {len(sample):,} words")

# %% [markdown]
# ## Bytes: nothing is unknown
#
# GPT-2 and its descendants run byte-pair encoding on the *bytes* of UTF-8. There are only 256, so nothing is ever
# unknown. The price: one token may be part of a character. When a server streams tokens, a piece of text may end in
# the middle of an emoji. Naive decoding shows � for a moment, or for ever.
#
# The cure keeps the incomplete tail for the next round. A character of UTF-8 has up to four bytes; the first says how
# many follow.


# %%
@lesson.exercise
def decode_stream(pending: bytes, chunk: bytes) -> tuple[str, bytes]:
    """Decode what is complete, keep what is not.

    pending: the incomplete tail of the last call (b"" at first); chunk: the bytes that arrived now. Both together
    are the beginning of valid UTF-8. Returns (the text of all complete characters, the bytes of an incomplete last
    character or b"").
    """


# %%
stream = "naïve 🙂 σοφία".encode()
shown, pending = "", b""
for k in range(0, len(stream), 3):
    text, pending = decode_stream(pending, stream[k : k + 3])
    shown += text
    print(repr(text), end=" ")
print("\ncomplete:", shown)

# %% [markdown]
# ## What does your language cost?
#
# Now the real vocabularies. GPT-2's merges were learned on English web pages; BERT's on English Wikipedia and books.
# Four sentences, each in four languages.


# %%
@lesson.exercise
def tokens_per_word(encode, sentences: list[str]) -> float:
    """The fertility of a tokeniser: tokens per word over all sentences together.

    encode: a function from a str to its list of tokens; sentences: texts whose words are separated by white space,
    at least one word in all. Returns the total number of tokens divided by the total number of words, a float.
    """


# %%
sentences = {
    "English": ["The cat sleeps on the chair.", "Tomorrow we will go to the market.", "How much does this book cost?", "My sister works in a hospital."],
    "German": ["Die Katze schläft auf dem Stuhl.", "Morgen gehen wir auf den Markt.", "Wie viel kostet dieses Buch?", "Meine Schwester arbeitet in einem Krankenhaus."],
    "Greek": ["Η γάτα κοιμάται στην καρέκλα.", "Αύριο θα πάμε στην αγορά.", "Πόσο κοστίζει αυτό το βιβλίο;", "Η αδερφή μου δουλεύει σε νοσοκομείο."],
    "Hindi": ["बिल्ली कुर्सी पर सो रही है।", "कल हम बाज़ार जाएँगे।", "इस किताब की कीमत कितनी है?", "मेरी बहन अस्पताल में काम करती है।"],
}  # fmt: skip

lines = load_dataset("tokenizer_vocabs", "gpt2_merges.txt.gz").splitlines()[1:]
gpt2_merges = [tuple(line.split(" ")) for line in lines if line.strip()]
symbols = sorted(pre_tokenizers.ByteLevel.alphabet()) + [a + b for a, b in gpt2_merges]
gpt2 = tokenizers.Tokenizer(models.BPE({symbol: i for i, symbol in enumerate(symbols)}, gpt2_merges))
gpt2.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
bert.normalizer = tokenizers.normalizers.BertNormalizer(lowercase=True)
bert.pre_tokenizer = pre_tokenizers.BertPreTokenizer()

# A SentencePiece model (unigram, Kudo 2018) that we train here, on Jane Austen.
austen = "\n".join(novels["emma"][:400_000].splitlines())
model_bytes = io.BytesIO()
sentencepiece.SentencePieceTrainer.train(
    sentence_iterator=iter([line for line in austen.splitlines() if line.strip()]), model_writer=model_bytes, vocab_size=2000,
    character_coverage=1.0, byte_fallback=True, num_threads=1, minloglevel=2,
)  # fmt: skip
austen_model = sentencepiece.SentencePieceProcessor(model_proto=model_bytes.getvalue())

encoders = {
    "GPT-2 (bytes, BPE)": lambda text: gpt2.encode(text).tokens,
    "BERT (WordPiece)": lambda text: bert.encode(text).tokens,
    "Austen (unigram)": lambda text: austen_model.encode(text, out_type=str),
}
fertility = {
    name: {lang: tokens_per_word(encode, texts) for lang, texts in sentences.items()}
    for name, encode in encoders.items()
}

figure, axes = plt.subplots(figsize=(7.5, 3.4), layout="constrained")
places = np.arange(len(sentences))
for k, (name, row) in enumerate(fertility.items()):
    bars = axes.bar(places + 0.27 * k, row.values(), width=0.25, label=name)
    axes.bar_label(bars, fmt="%.1f", fontsize=8)
axes.set(xticks=places + 0.27, xticklabels=list(sentences), ylabel="tokens per word", title="The same four sentences")
axes.legend()
plt.show()
unknown = {lang: sum(t == "[UNK]" for s in texts for t in bert.encode(s).tokens) for lang, texts in sentences.items()}
print("unknown words for BERT:", unknown)

# %%
lesson.quiz(
    "fair_price",
    "A service bills by the token. For speakers of Hindi on a GPT-2-like vocabulary, besides the price, what else suffers?",
    [
        "nothing else",
        "the context holds fewer words, and answers take more steps to generate",
        "the model becomes more accurate, as it sees more tokens",
    ],
    answer=...,
)

# %% [markdown]
# ## The mistakes people make
#
# - **Comparing strings that were not normalised**, or normalising what is stored so that the original is lost.
# - **Using another tokeniser than the model was trained with.** All shapes fit, and the output is nonsense.
# - **Splitting on spaces first** for languages that have none.
# - **Applying merges from left to right** instead of by rank: most words come out right, some do not.
# - **Decoding a stream piece by piece** and showing �.
# - **Estimating costs with English text** for a product that will be used in other languages.
#
# ## What to remember
#
# - Byte-pair encoding counts neighbours, merges the most frequent pair, repeats. Encoding replays merges by rank.
# - WordPiece takes the longest piece from the left; one gap makes the whole word unknown.
# - On bytes nothing is unknown, but a token may be a fraction of a character.
# - A vocabulary is a choice of whose language is cheap. Measure tokens per word on your own users' text.
#
# ## Read on
#
# - R. Sennrich, B. Haddow and A. Birch, *Neural Machine Translation of Rare Words with Subword Units*, ACL 2016.
# - T. Kudo and J. Richardson, *SentencePiece*, EMNLP 2018; T. Kudo, *Subword Regularization*, ACL 2018.
# - A. Radford et al., *Language Models are Unsupervised Multitask Learners*, 2019: section 2.2, byte-level BPE.
# - A. Petrov et al., *Language Model Tokenizers Introduce Unfairness Between Languages*, NeurIPS 2023.
# - The Unicode Consortium, *Unicode Standard Annex 15: Unicode Normalization Forms*.
# - D. Jurafsky and J. Martin, *Speech and Language Processing*, 3rd edition draft: chapter 2.
