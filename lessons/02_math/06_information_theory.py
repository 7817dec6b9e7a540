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
#     title: Information theory
#     summary: By its counts of characters Moby-Dick takes 4.47 bits for each, and zlib needs 3.27. What did the counts miss?
#     minutes: 90
#     requires: [02_math/03_probability]
#     objectives:
#       Say how few bits a source needs, and what a real code makes of it: [entropy, huffman_bits]
#       Choose a code for a text by its cost, table included: [choose_code, arithmetic_pays]
#       Measure what a wrong distribution costs, and know when the answer is infinite:
#         [kl_divergence, missing_words, gaussian_kl, hump_distance]
#       Compare two distributions that do not share their support: [js_divergence, two_halves]
#       Read the log loss of a model as bits, and as a perplexity: [cross_entropy]
#       Measure how much one variable tells about another, and how much of that is chance:
#         [mutual_information, above_chance, long_shuffle]
#       Find the question of a decision tree, and the pairs of words that belong together:
#         [root_gain, first_question, pair_information]
#       Predict the next character of a text by its context: [predict_next]
#     datasets: [novels, adult_census, penguins]
#     extras: []
#     teaches:
#       entropy: >-
#         The mean of −log₂ p(x) over a distribution, in bits: a lower bound on the mean length of a prefix code for it.
#       bit: >-
#         The unit of information with logarithms to base 2: what the answer to a fair yes-or-no question tells.
#       nat: >-
#         The unit of information with natural logarithms, 1.44 bits.
#       prefix code: >-
#         A code in which no code word is the beginning of another, so that a stream of them can be read without
#         separators.
#       Huffman code: >-
#         A prefix code of the least mean length for given symbols, made by joining the two rarest again and again.
#       arithmetic coding: >-
#         Coding a whole message as one number in an interval, which takes, computed exactly, at most two bits more than
#         the message's −log₂ probability under a model that the reader has too.
#       Kullback–Leibler divergence: >-
#         The mean under p of log p/q: the bits that each symbol costs in excess if its code is made for q.
#       Jensen–Shannon divergence: >-
#         The mean Kullback–Leibler divergence of two distributions from their average, which is finite and symmetric.
#       cross-entropy: >-
#         The mean of −log q(x) over data: the bits, or nats, that they cost under the model q.
#       perplexity: >-
#         Two to the power of the cross-entropy in bits per token: the number of equally likely tokens among which one
#         would be as unsure as the model is.
#       mutual information: >-
#         The Kullback–Leibler divergence of a joint distribution from the product of its margins, which is zero exactly
#         for independent variables.
#       conditional entropy: >-
#         The entropy that is left in one variable, on average, when another is known.
#       plug-in estimate: >-
#         An estimate that puts observed shares in the place of probabilities.
#       information gain: >-
#         The mutual information of a label and the answer to a question about the row, by which a decision tree chooses
#         its questions.
#       pointwise mutual information: >-
#         The logarithm of how many times as often two things occur together as they would if they were independent.
#     uses: [maximum likelihood]
#     covers:
#       information theory:
#         [entropy, huffman_bits, choose_code, kl_divergence, js_divergence, gaussian_kl, cross_entropy,
#         mutual_information, above_chance, root_gain, pair_information, predict_next]
#     hardware: cpu
#     solutions: after_attempt
# ---

# %% [markdown]
# # Information theory
#
# Count how often each character occurs in *Moby-Dick*. For characters drawn independently, each as often as here, a theorem
# of 1948 says: any code that loses nothing takes at least 4.47 bits a character, on average. `zlib` takes 3.27 for the book
# and loses nothing.
#
# **Is anything wrong, and how few bits does a character of this book need?** Write a guess down for the second.
#
# Afterwards you can say what a distribution costs, what a wrong one costs on top, and how much of what one column tells
# about another is chance. You need *Probability* and about 90 minutes. Where no unit is named, logarithms are to base 2
# and the unit is the *bit*; scikit-learn uses natural ones, and its unit is the *nat*, of 1.44 bits.

# %% tags=["parameters"]
seed = 0
scale = "small"

# %%
import bz2
import heapq
import re
import zlib
from collections import Counter

import matplotlib.pyplot as plt
import numpy as np
from sklearn.metrics import log_loss, mutual_info_score
from sklearn.tree import DecisionTreeClassifier

from workbench import Lesson, load_dataset

lesson = Lesson("02_math/06_information_theory")
rng = np.random.default_rng(seed)

# %% [markdown]
# ## The books
#
# Nine books of three authors, one row each, as plain text. What is odd about them: they were digitised by different
# people, so *Moby-Dick* has curly quotation marks and *Emma* straight ones; and of *Moby-Dick* all that precedes
# Chapter 1 is missing. A character is one Unicode code point, and capitals, marks and line breaks count. All of it is
# counted until the last exercise, which learns from the first nine tenths of *Moby-Dick* and is judged on the last.

# %%
novels = load_dataset("novels")
books = dict(zip(novels["title"], novels["text"], strict=True))
moby = books["mobydick"]
packed = 8 * len(zlib.compress(moby.encode(), 9)) / len(moby)
print(f"{len(moby):,} characters, {len(set(moby))} different ones; zlib {packed:.2f} bits each")

# %% [markdown]
# ## Surprise, averaged
#
# Something that happens with probability $p$ is worth $-\log_2 p$ bits when it happens: certain events nothing, a coin
# one bit, and independent events add up. The average is the *entropy*, $H(p) = -\sum_x p(x) \log_2 p(x)$. A symbol that
# never occurs adds nothing, since $p \log p \to 0$.


# %%
@lesson.exercise
def entropy(counts: np.ndarray) -> float:
    """The entropy of the shares of some counts, in bits.

    counts: how often each symbol occurred, whole numbers ≥ 0, shape (k,), at least one above zero. Returns a float, and
    0 where only one symbol occurred. The argument stays unchanged.
    """


# %%
counts = np.array(list(Counter(moby).values()))
single = entropy(counts)
print(f"{single:.3f} bits a character")
lesson.claim(
    "One character at a time, Moby-Dick has 4.47 bits, and zlib gets below it",
    packed < 3.3 and round(single, 2) == 4.47,
)

# %% [markdown]
# ## A code that reaches it, nearly
#
# A *prefix code* gives each symbol a word of bits, and no word begins another. Shannon's theorem: its mean length is at
# least $H$, and for two symbols or more the best one takes less than $H + 1$. Huffman's code is the best of them. Join the
# two rarest symbols into one whose count is their sum; go on until one is left. Each joining puts one more bit on
# everything below it, so the length of the whole message is the sum of all the joint counts.


# %%
@lesson.exercise
def huffman_bits(counts: np.ndarray) -> int:
    """The length in bits of a message under an optimal prefix code for its symbols.

    counts: how often each symbol occurs in the message, whole numbers ≥ 1, in any order, shape (k,), k ≥ 1. The table
    of the code is not counted. If there is one symbol only, its word has one bit. Returns an int. The argument stays
    unchanged.
    """


# %%
by_huffman = huffman_bits(counts) / len(moby)
print(f"Huffman {by_huffman:.3f} bits a character")
lesson.claim(
    "Huffman's code takes less than 0.03 bits a character more than the entropy", 0 < by_huffman - single < 0.03
)

# %% [markdown]
# ## Decide: which code is optimal?
#
# Optimal for what? Huffman's code is best among those with a whole number of bits for each symbol. *Arithmetic coding*
# needs no whole numbers: computed exactly, it spends at most $nH + 2$ bits on $n$ symbols. Or one takes pairs of characters
# as symbols, and then uses what one says about the next. But the reader needs the table of the code as well: an entry takes
# more bits where it holds a code word or a count, and there are many pairs.

# %%
lesson.quiz(
    "arithmetic_pays",
    "Four codes compete for the first n characters of Moby-Dick: fixed length, Huffman, arithmetic, and Huffman for pairs, each with its table as priced in the next cell. For which n does the arithmetic code win?",
    ["for none", "near 1,100", "near 35,800", "from 98,000 on"],
    answer=...,
)


# %%
@lesson.exercise
def choose_code(text: str) -> str:
    """The code that sends this text in the fewest bits, table included.

    text: an even number of characters, at least two. With k different characters, n characters in all, and the prices of
    the tables as given here:
    "fixed": each character takes the least whole number of bits that tells k apart (0 if k = 1); table 8 k bits.
    "huffman": an optimal prefix code, as in `huffman_bits`; table 16 k bits.
    "arithmetic": the product n·H, with H the entropy of the characters, rounded up to a whole number, and 2 bits more;
    table 32 k bits, as it holds counts.
    "pairs": an optimal prefix code, again as in `huffman_bits`, for the pairs of characters at 0 and 1, 2 and 3, …; table
    24 bits for each different pair. Returns one of the four names. No two codes cost the same, and n·H is never so
    near a whole number that the last digit of a float decides.
    """


# %%
lengths = (100, 1_100, 20_000, 35_800, 98_000, 1_000_000)
chosen = {length: choose_code(moby[:length]) for length in lengths}
print(chosen)
lesson.claim("Each of the four codes is the best for some beginning of Moby-Dick", len(set(chosen.values())) == 4)
lesson.claim(
    "The arithmetic code wins near 35,800 characters, and neither before nor after",
    [length for length in lengths if chosen[length] == "arithmetic"] == [35_800],
)

# %% [markdown]
# ## The wrong code
#
# Now code Melville with a table made for Austen. A symbol with probability $p$ in the text gets a word of $-\log_2 q$
# bits. What that costs above the entropy, on average, is the *Kullback–Leibler divergence*,
#
# $$ \mathrm{KL}(p \,\|\, q) = \sum_x p(x) \log_2 \frac{p(x)}{q(x)} . $$
#
# It is never negative, and zero only for $p = q$. It is not a distance: swap the two and, in general, another number comes out. And
# where $q(x) = 0 < p(x)$ there is no word for $x$ at all.
#
# The code below runs without a warning. It is asked how far the words of *Moby-Dick* are from those of each other book,
# weighted by how often they occur. The shortest book, *Paradise Regained*, lacks the most: of 100 running words of
# Melville's, 27 do not occur in it.

# %%
lesson.quiz(
    "missing_words",
    "Sort the other eight books by the KL(Moby-Dick ‖ book) of the unrepaired code. Where does Paradise Regained stand?",
    ["nearest of all", "third nearest", "sixth nearest", "farthest of all"],
    answer=...,
)


# %%
@lesson.exercise
def kl_divergence(p: np.ndarray, q: np.ndarray) -> float:
    """KL(p ‖ q) in bits. There is one fault: repair it.

    p, q: the probabilities of the same symbols, shape (k,), k ≥ 1, each summing to 1; zeros are allowed. A symbol that
    never occurs under p costs nothing. Returns a float ≥ 0, and `np.inf` where q is exactly zero for a symbol that
    occurs under p; a warning from NumPy does no harm there. The arguments stay unchanged.
    """
    both = (p > 0) & (q > 0)
    return float(max(np.sum(p[both] * np.log2(p[both] / q[both])), 0.0))


# %%
words = {title: re.findall("[a-z]+", text.lower()) for title, text in books.items()}
vocabulary = sorted(set().union(*words.values()))


def shares(some: list[str]) -> np.ndarray:
    """The share of each word of the vocabulary among these."""
    count = Counter(some)
    return np.array([count[word] for word in vocabulary]) / len(some)


share = {title: shares(some) for title, some in words.items()}


def masked(p: np.ndarray, q: np.ndarray) -> float:
    """What the code did before its repair."""
    both = (p > 0) & (q > 0)
    return float(np.sum(p[both] * np.log2(p[both] / q[both])))


names, melville = [title for title in books if title != "mobydick"], share["mobydick"]
before = {title: masked(melville, share[title]) for title in names}
lacks = {title: melville[share[title] == 0].sum() for title in names}
for title in sorted(names, key=before.get):
    print(f"{title:17} masked {before[title]:.2f} bits, lacks {lacks[title]:.0%}")
print("repaired:", {kl_divergence(melville, share[title]) for title in names})
ranked = sorted(names, key=before.get)
lesson.claim(
    "The mask put the book that lacks the most third of eight",
    ranked[2] == max(lacks, key=lacks.get) == "paradiseregained" and round(lacks["paradiseregained"], 2) == 0.27,
)

# %% [markdown]
# A mask does not make a zero harmless; it lets the symbols that would cost most travel free. Repaired, the code says that
# all eight are infinitely far. That is true, and of little use.
#
# ## A middle to measure from
#
# The *Jensen–Shannon divergence* takes the mean of both divergences from the average of the two distributions. The average
# has a word for everything, so the result is finite, symmetric, and at most one bit, which it reaches where nothing is
# shared.


# %%
@lesson.exercise
def js_divergence(p: np.ndarray, q: np.ndarray) -> float:
    """The Jensen–Shannon divergence of two distributions, in bits; not its root, which some libraries return.

    That is the mean of KL(p ‖ m) and KL(q ‖ m), where m is the average of p and q. p, q: as for `kl_divergence`. Returns a
    float in [0, 1], up to rounding. The arguments stay unchanged.
    """


# %%
novel, other = words["mobydick"], words["emma"]
pairs = {
    "halves": (novel[: len(novel) // 2], novel[len(novel) // 2 :]),
    "woven": (novel[::2], novel[1::2]),
    "emma": (other[: len(other) // 2], other[len(other) // 2 :]),
    "austen": (other, words["mansfieldpark"]),
}
print(
    "By lot: the two halves of Moby-Dick, its odd and its even words, the two halves of Emma, Emma and Mansfield Park"
)
for letter, name in zip("PQRS", np.random.default_rng(5).permutation(list(pairs)), strict=True):
    print(f"{letter}: {js_divergence(*map(shares, pairs[name])):.3f} bits")

# %%
lesson.quiz(
    "two_halves",
    "Which number belongs to the two halves of Moby-Dick?",
    ["Q", "S", "P", "R"],
    answer=...,
)

# %%
titles = list(words)
table = np.array([[js_divergence(share[a], share[b]) for b in titles] for a in titles])
figure, axes = plt.subplots(figsize=(6.5, 4.6), layout="constrained")
image = axes.imshow(table, cmap="viridis_r")
axes.set_xticks(range(len(titles)), titles, rotation=60, ha="right")
axes.set_yticks(range(len(titles)), titles)
axes.set_title("Jensen–Shannon divergence of the words")
figure.colorbar(image, label="bits")
plt.show()
whale = titles.index("mobydick")
order = np.argsort(table[whale])
print({titles[i]: round(float(table[whale, i]), 3) for i in order[1:]})
austen = table[:6, :6]
lesson.claim(
    "No two novels of Austen are half as far apart as the nearest of them is from Melville",
    austen.max() < table[whale, :6].min() / 2,
)
lesson.claim(
    "Moby-Dick is nearer to every novel of Austen than to Milton", table[whale, :6].max() < table[whale, 7:].min()
)
halves = js_divergence(shares(novel[: len(novel) // 2]), shares(novel[len(novel) // 2 :]))
woven = js_divergence(shares(novel[::2]), shares(novel[1::2]))
print(f"Moby-Dick against itself: its halves {halves:.3f} bits, its odd and even words {woven:.3f}")
lesson.claim(
    "The halves of Moby-Dick are further apart than Emma and Mansfield Park",
    halves > table[titles.index("emma"), titles.index("mansfieldpark")],
)
lesson.claim(
    "More than two thirds of that is chance: as much keeps the odd words from the even ones", woven > halves * 2 / 3
)

# %% [markdown]
# ## Densities
#
# With densities the sum becomes an integral. In the lab $p$ has two humps and $q$ is one bell. Where $p$ is large and $q$
# small, $\mathrm{KL}(p \,\|\, q)$ pays; where $q$ is large and $p$ small, $\mathrm{KL}(q \,\|\, p)$ does. So the first wants $q$
# to cover all of $p$, and the second wants $q$ to stay where $p$ is. Fitting $q$ to data by maximum likelihood minimises the first, with the data in
# the place of $p$.

# %%
lesson.explore("kl_lab")

# %%
lesson.quiz(
    "hump_distance",
    "Leave the lab as it opens and move only the distance of the humps. Where are KL(p ‖ q) and KL(q ‖ p) equal?",
    ["near 1.6", "near 2.6", "near 3.6", "near 4.6"],
    answer=...,
)

# %% [markdown]
# Between two normal densities in one dimension the integral is, in nats,
#
# $$ \ln\frac{\sigma_q}{\sigma_p} + \frac{\sigma_p^2 + (\mu_p - \mu_q)^2}{2\sigma_q^2} - \frac12 . $$
#
# If coordinates are independent under both, log densities add up, and so do divergences.


# %%
@lesson.exercise
def gaussian_kl(mean_p: np.ndarray, sd_p: np.ndarray, mean_q: np.ndarray, sd_q: np.ndarray) -> float:
    """KL(p ‖ q) in bits between two normal distributions with independent coordinates.

    mean_p, mean_q: shape (d,), d ≥ 1; sd_p, sd_q: standard deviations above zero, shape (d,). Returns a float. The
    arguments stay unchanged.
    """


# %%
# Two birds were never measured, and are left out.
birds = load_dataset("penguins").dropna(subset=["bill_length_mm", "flipper_length_mm"])
sizes = {kind: rows[["bill_length_mm", "flipper_length_mm"]].to_numpy() for kind, rows in birds.groupby("species")}
fitted = {kind: (rows.mean(axis=0), rows.std(axis=0)) for kind, rows in sizes.items()}
there = gaussian_kl(*fitted["Adelie"], *fitted["Chinstrap"])
back = gaussian_kl(*fitted["Chinstrap"], *fitted["Adelie"])
print(f"bill and flipper, as if independent: Adelie to Chinstrap {there:.1f} bits, back {back:.1f}")
lesson.claim("The two directions differ by more than a bit", abs(there - back) > 1)

# %% [markdown]
# ## The log loss is a length
#
# A model that gives probability $q(x)$ to what happens pays $-\log q(x)$. The mean over data is the *cross-entropy*, and
# in expectation it is $H(p) + \mathrm{KL}(p \,\|\, q)$: what nobody can save, and what a better model would. The log loss of a
# classifier is this number in nats. Language models are reported by their *perplexity*, $2^{\text{bits per token}}$: as
# unsure as among so many equally likely tokens. Perplexities of models with different tokens cannot be compared; bits per
# character of the same text can.


# %%
@lesson.exercise
def cross_entropy(log_probabilities: list[np.ndarray]) -> tuple[float, float]:
    """The cross-entropy of a model on some texts, in bits per token, and its perplexity.

    log_probabilities: for each text the *natural* logarithm of the probability that the model gave to each of its
    tokens, shape (n,), values ≤ 0, −inf where the probability was zero. Texts differ in length and may be empty, but there
    is at least one token. Each token counts alike, whatever text it is in. Returns (bits, perplexity), both floats; both
    are `np.inf` if any probability was zero, and small enough for a float if none was.
    """


# %%
alphabet = sorted(set("".join(books.values())))
place = {character: i for i, character in enumerate(alphabet)}
emma = Counter(books["emma"])
austen_code = np.array([emma[c] + 1 for c in alphabet]) / (emma.total() + len(alphabet))  # one more of each: no zeros
text = np.array([place[c] for c in moby[:20_000]])
bits, perplexity = cross_entropy([np.log(austen_code[text])])
nats = log_loss(text, np.tile(austen_code, (len(text), 1)), labels=range(len(alphabet)))
own = np.bincount(text, minlength=len(alphabet)) / len(text)
excess = kl_divergence(own, austen_code)
print(f"Melville in Austen's code: {bits:.3f} bits, perplexity {perplexity:.1f}; scikit-learn says {nats:.3f} nats")
lesson.claim("The log loss of scikit-learn is this cross-entropy times ln 2", np.isclose(nats, bits * np.log(2)))
lesson.claim("Cross-entropy is entropy plus divergence", np.isclose(bits, entropy(own * len(text)) + excess))

# %% [markdown]
# ## What one character knows about another
#
# The theorem is right, and so is `zlib`: 4.47 bits is the price of independent characters, and those of a book are not.
# *Mutual information* measures by how much, $I(X;Y) = \mathrm{KL}(p(x,y) \,\|\, p(x)\,p(y)) = H(X) + H(Y) - H(X,Y)$. It is
# zero exactly for independent variables, symmetric, and sees every kind of dependence, where covariance sees straight
# lines. What remains of $H(Y)$ is the *conditional entropy*, $H(Y \mid X) = H(Y) - I(X;Y)$.

# %%
lesson.quiz(
    "long_shuffle",
    "Shuffle the first 20,000 characters of Moby-Dick and compute, from counted pairs, the mutual information of each character and the one in its place before: 0.09 bits, though nothing is there. What do all 1.19 million give, shuffled?",
    ["0.0001 bits", "0.0004 bits", "0.0015 bits", "0.003 bits"],
    answer=...,
)


# %%
@lesson.exercise
def mutual_information(table: np.ndarray) -> float:
    """The mutual information of rows and columns of a table of counts, in bits: the plug-in estimate.

    table: how often each pair of values occurred, whole numbers ≥ 0 as integers or floats, shape (r, c), with a total
    above zero; whole rows or columns may be zero. Returns a float ≥ 0, up to rounding. The argument stays unchanged.
    """


# %%
distances = np.array([1, 2, 3, 4, 6, 8, 16, 32, 64, 128, 256, 512, 1000])
codes = np.array([place[c] for c in moby])


def tabulate(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """How often each pair of codes occurs."""
    return np.bincount(x * len(alphabet) + y, minlength=len(alphabet) ** 2).reshape(len(alphabet), -1)


figure, axes = plt.subplots(figsize=(7, 3.4), layout="constrained")
known, floor = {}, {}
for n, look in ((20_000, "o"), (len(codes), "s")):
    x = codes[:n]
    known[n] = np.array([mutual_information(tabulate(x[:-d], x[d:])) for d in distances])
    floor[n] = mutual_information(tabulate(x, rng.permutation(x)))
    (line,) = axes.loglog(distances, known[n], look + "-", label=f"{n:,} characters")
    axes.axhline(floor[n], color=line.get_color(), linestyle="--", label="the same, shuffled")
axes.set(
    xlabel="distance in characters", ylabel="mutual information, bits", title="What a character tells about a later one"
)
axes.legend()
plt.show()
remaining = single - known[len(codes)][0]
print(f"known from the character before: {known[len(codes)][0]:.2f} bits; entropy left {remaining:.2f}")
lesson.claim("One character before leaves 3.55 bits of 4.47", round(remaining, 2) == 3.55)
lesson.claim(
    "Shuffled, the whole book still shows about 0.003 bits: sixty times the text does not even divide the bias by forty",
    0.0025 < floor[len(codes)] < 0.0035 and floor[20_000] / floor[len(codes)] < 40,
)
lesson.claim(
    "At a distance of 1,000 the short text shows no more than its shuffled self, within a tenth",
    abs(known[20_000][-1] / floor[20_000] - 1) < 0.1,
)

# %% [markdown]
# ## How much of it is chance
#
# Shuffled characters know next to nothing about each other, and yet the estimate is above zero: the *plug-in estimate* takes
# every accident of the sample for structure. In independent data it is, on average, about $(r-1)(c-1)/(2n \ln 2)$ bits
# too large, if all cells are well filled; where they are not, only a shuffle tells. So measure the shuffles too.
#
# The census of 1994: each row is an adult in the United States, the question whether income is above 50,000 dollars.
# One column, `fnlwgt`, is no property of the person but the number of people whom the row stands for. Rows are
# complete cases in no order that we know of; we draw 1,000 of them. **Which of the fourteen columns will show the most
# plug-in information about income, and what will a shuffle leave of it?**


# %%
@lesson.exercise
def above_chance(x: np.ndarray, y: np.ndarray, rounds: int, seed: int) -> tuple[float, float]:
    """The plug-in mutual information of two columns, and what of it exceeds chance, in bits.

    With `mutual_info_score` of scikit-learn, which returns nats. x, y: values of n rows, whole numbers or strings, shape
    (n,), n ≥ 2; rounds: how many shuffles, a whole number ≥ 1; seed: the whole number for one `np.random.default_rng`,
    whose `permutation(y)` makes one shuffle after another, each of y as it was given. Returns (the plug-in estimate,
    that minus the mean over the shuffles), both floats. The second may be negative. The arguments stay unchanged.
    """


# %%
census = load_dataset("adult_census")
some = census.iloc[rng.choice(len(census), 1000, replace=False)]
income = some["income"].to_numpy(dtype=str)
columns = [name for name in census.columns if name != "income"]
measured = {name: above_chance(some[name].to_numpy(), income, 20, seed) for name in columns}
for name, (plain, above) in sorted(measured.items(), key=lambda item: -item[1][0]):
    print(f"{name:15} plug-in {plain:.3f}   above chance {above:+.3f}")
lesson.claim(
    "The weight of the row has the most information of all columns, and less than 0.02 bits of it above chance",
    max(measured, key=lambda name: measured[name][0]) == "fnlwgt" and abs(measured["fnlwgt"][1]) < 0.02,
)
lesson.claim(
    "Of the information of age about two thirds is left", 0.55 < measured["age"][1] / measured["age"][0] < 0.75
)
both = np.unique(some["education"], return_inverse=True)[1], np.unique(income, return_inverse=True)[1]
by_hand = mutual_information(np.histogram2d(*both, bins=(16, 2), range=((-0.5, 15.5), (-0.5, 1.5)))[0])
lesson.claim("By hand as mutual_info_score", np.isclose(by_hand, measured["education"][0]))

# %% [markdown]
# ## The next question
#
# A decision tree asks one yes-or-no question after another. Its *information gain* is the mutual information of answer and
# label: the entropy of the labels, less the mean entropy of the two groups, weighted by their size. One question with two
# answers has little room for chance, and the best of many has more; a column with as many values as rows, split into all
# of them, has every room.

# %%
questions = {"age": 27.5, "education_num": 12.5, "capital_gain": 7055.5, "hours_per_week": 41.5}
label = np.unique(census["income"], return_inverse=True)[1]
print(
    "By lot, bits gained in the whole census by age ≤ 27.5, education_num ≤ 12.5, capital_gain ≤ 7055.5, hours_per_week ≤ 41.5"
)
for letter, name in zip("PQRS", np.random.default_rng(3).permutation(list(questions)), strict=True):
    low = (census[name] <= questions[name]).to_numpy()
    print(f"{letter}: {mutual_information(np.histogram2d(low, label, bins=2)[0]):.3f}; {low.mean():.0%} say yes")

# %%
lesson.quiz(
    "first_question",
    "Which row belongs to the capital gain?",
    ["P", "Q", "S", "R"],
    answer=...,
)


# %%
@lesson.exercise
def root_gain(X: np.ndarray, y: np.ndarray) -> tuple[int, float, float]:
    """The first question of a decision tree: its column, its threshold, and its information gain in bits.

    Fit scikit-learn's `DecisionTreeClassifier`, and read the question from `tree_`; compute the gain as you like. X: whole
    numbers of at most six digits, as floats, shape (n, d), n ≥ 2; y: labels, whole numbers, shape (n,), of two kinds or
    more. Questions are of the form X[:, column] ≤ threshold, the threshold half-way between two neighbouring values of the
    column. Exactly one has the largest information gain, and that is above zero. Returns (column, threshold, gain).
    """


# %%
numbers = ["age", "fnlwgt", "education_num", "capital_gain", "capital_loss", "hours_per_week"]
answer = np.unique(census["income"], return_inverse=True)[1]
column, threshold, gain = root_gain(census[numbers].to_numpy(float), answer)
yes = (census[numbers[column]] <= threshold).to_numpy().astype(int)
again = mutual_information(np.array([[np.sum((yes == a) & (answer == b)) for b in (0, 1)] for a in (0, 1)]))
print(f"first question: {numbers[column]} ≤ {threshold:g}, gain {gain:.3f} bits")
lesson.claim("The gain of the tree is the mutual information by hand", np.isclose(gain, again))

# %% [markdown]
# ## Which words belong together
#
# Mutual information averages over all pairs. One pair alone has its *pointwise mutual information*, $\log_2
# \frac{p(x,y)}{p(x)\,p(y)}$: by how many doublings it is more frequent than by chance. It has a weakness: two
# words that occur once each, side by side, get the highest value there is.


# %%
@lesson.exercise
def pair_information(words: list[str], least: int) -> dict[str, float]:
    """The pointwise mutual information of neighbouring words, in bits.

    words: a text, at least two words, none with a space; least: a whole number ≥ 1, pairs that occur less often are left
    out of the result, but not of the counts. The probability of a pair, a word and the one right after it, is its share
    among all n − 1 such pairs: "white whale" is not "whale white". That of a word is its share among all n words. Returns
    a dict from "first second" to the value, in any order, maybe empty.
    """


# %%
for least in (1, 50):
    found = pair_information(words["mobydick"], least)
    print(least, sorted(found, key=lambda pair: (-found[pair], pair))[:6])
    if least == 1:
        top = max(found.values())
        first = [pair for pair in found if found[pair] == top]
lesson.claim("Without a limit, hundreds of pairs that occur once share the first place", len(first) > 300)

# %% [markdown]
# ## Open: how low can you go?
#
# A code needs a probability for the next character, and arithmetic coding turns it into bits, at most two more for the
# whole book. So a better predictor is a better compressor. The reference counts what followed the last $k$ characters, for
# $k$ from 0 to 4, and blends: the estimate of the longer context gets the weight $n/(n+u)$, where $n$ is how often the context
# occurred and $u$ how many different characters followed it; the rest goes to the shorter one (Witten and Bell). Below
# $k = 0$ all characters are equally likely. The checker gives 12,000 to 24,000 characters of a novel to learn from and judges on
# the pages after them. To pass, come within 0.25 bits of the reference there. On texts so short it can be beaten: 0.1 bits
# below it is something to be proud of.


# %%
@lesson.exercise
def predict_next(text: str, contexts: list[str], alphabet: str) -> np.ndarray:
    """Probabilities of the next character after each context.

    text: what there is to learn from, at least 8 characters; contexts: m ≥ 1 strings, each the 8 characters right before
    the one to predict, all from pages of the same book that come after the text; alphabet: all characters that may occur,
    k ≥ 2, each once, in any order; text and contexts have no others. Returns shape (m, k), a row for each context and a
    column for each character of the alphabet, in these orders; each row above zero and summing to 1. Any prediction counts
    whose cross-entropy on the true next characters is at most 0.25 bits above that of the reference.
    """


# %%
cut = 9 * len(moby) // 10
places = np.sort(rng.choice(np.arange(cut + 8, len(moby)), 5000, replace=False))
predicted = predict_next(moby[:cut], [moby[i - 8 : i] for i in places], "".join(alphabet))
losses = -np.log2(predicted[np.arange(len(places)), codes[places]])
mine, error = losses.mean(), losses.std() / np.sqrt(len(losses))
tail = {
    name: 8 * (len(press(moby.encode())) - len(press(moby[:cut].encode()))) / (len(moby) - cut)
    for name, press in (("zlib", zlib.compress), ("bz2", bz2.compress))
}
print(
    f"held out: {mine:.2f} ± {error:.2f} bits a character; the last tenth adds",
    {k: round(v, 2) for k, v in tail.items()},
)
lesson.claim(
    "The last tenth takes about 2.2 bits a character; bz2 adds more, zlib more still",
    abs(mine - 2.2) < 0.15 and 2.35 < tail["bz2"] < tail["zlib"],
)

# %% [markdown]
# ## The number
#
# Nothing was wrong. 4.47 bits bound codes for independent characters; knowing the one before brings them to 3.55, and
# a blend of contexts up to four characters to about 2.2 on pages that it had not seen. That is an upper bound: every model
# gives one, and nobody knows the entropy of English. Nor is the model free, as a reader without it would need it sent. The
# compressors are not quite rivals: they learn on the way, `zlib` looks back 32 kB and no further, and `bz2` begins afresh
# after every 900 kB.
#
# ## The mistakes people make
#
# Mixing bits and nats. Masking zeros, or adding a tiny constant, and reporting what is left as a divergence.
# Swapping the arguments of KL. Taking KL for a distance. Averaging perplexities of texts instead of the losses of their
# tokens, or comparing them across vocabularies. Ranking columns by plug-in information without a shuffle. Taking the
# top of a list by pointwise mutual information without a minimum count. Forgetting the table of a code.
#
# ## What to remember
#
# Information is minus the logarithm of a probability. Entropy is its mean and bounds every prefix code for independent symbols;
# cross-entropy is what a model pays, and the divergence is the difference. Zeros in the model cost infinitely much. Mutual
# information is a divergence from independence, and its plug-in estimate is too large on average when nothing is there. Next comes
# *The workflow, without leakage*, where such losses choose between models.
#
# ## Read on
#
# - C. Shannon, *A Mathematical Theory of Communication*, Bell System Technical Journal 27, 1948.
# - T. Cover and J. Thomas, *Elements of Information Theory*, 2nd edition, Wiley 2006: chapters 2, 5, 8 and 13.
# - D. MacKay, *Information Theory, Inference, and Learning Algorithms*, Cambridge University Press 2003: chapters 4 to 6.
# - L. Paninski, *Estimation of Entropy and Mutual Information*, Neural Computation 15, 2003.
# - I. Witten and T. Bell, *The Zero-Frequency Problem*, IEEE Transactions on Information Theory 37, 1991.
