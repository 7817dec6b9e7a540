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
#     title: Attention
#     summary: How can a network look things up, and what does it lose when it looks at everything at once?
#     minutes: 90
#     requires: [02_math/05_optimization]
#     objectives:
#       Write scaled dot-product attention and say what the scale is for: [attention, short_keys, lady]
#       Build masks for padding, causality and a window, and hand them to the library:
#         [attention_mask, right_padding, hidden_late, library_attention]
#       Write multi-head self- and cross-attention as a module that equals the library's: [MultiHeadAttention]
#       Give a transformer a sense of order, absolute and relative: [sinusoidal_positions, rotate, shuffled_rows]
#       Assemble encoder and decoder blocks: [DecoderBlock]
#       Decode one token at a time with a rotated, grouped key–value cache: [decode_step, cache_cost]
#       Say what attention costs as texts grow, and what limits reading and writing: [half_scores, cache_cost]
#       Find by experiment which mask of a model is wrong: [what_is_wrong]
#       Build a predictor out of nothing but lookups: [next_letter]
#     datasets: [mnist10k, novels]
#     extras: []
#     teaches:
#       attention: >-
#         A weighted mean of values, whose weights say how well the key of each value matches a query.
#       self-attention: >-
#         Attention in which queries, keys and values are all computed from one sequence.
#       cross-attention: >-
#         Attention in which the queries come from one sequence, keys and values from another.
#       causal mask: >-
#         The mask that lets each position of a sequence see itself and what stands before it.
#       padding: >-
#         Filling up sequences of different lengths so that they form one rectangular batch.
#       sliding-window attention: >-
#         Attention in which each position sees only a fixed number of the latest positions.
#       multi-head attention: >-
#         Several attentions side by side, each on its own part of the channels, whose results are joined.
#       positional encoding: >-
#         Information about the place of each token that is added to its vector or multiplied into it.
#       rotary position embedding: >-
#         Turning each pair of channels of queries and keys by an angle in proportion to the position, so that inner
#         products depend on distances.
#       pre-norm: >-
#         The arrangement in which each part of a block reads a normalised copy of its input and adds its result to
#         the input itself.
#       encoder block: >-
#         Self-attention without a causal mask, followed by a small network at each position, each added to its input.
#       decoder block: >-
#         Causal self-attention, in some models cross-attention, and a small network at each position, each added to its
#         input.
#       prefill: >-
#         The pass in which a language model reads a whole prompt at once, before it writes the first token.
#       KV cache: >-
#         The keys and values of the tokens so far, kept so that the next token need not compute them again.
#       grouped-query attention: >-
#         Multi-head attention in which several query heads share one head of keys and values.
#     uses: [gradient descent, Adam]
#     covers:
#       attention and Transformers from scratch:
#         [attention, attention_mask, library_attention, MultiHeadAttention, sinusoidal_positions, rotate, DecoderBlock,
#         decode_step, what_is_wrong, next_letter]
#     hardware: cpu, cuda
#     solutions: after_attempt
# ---

# %% [markdown]
# # Attention
#
# Two networks learn to read handwritten digits, each image as a sequence of 28 rows of pixels. Then the rows of every
# test image are shuffled, each image in an order of its own, until no person can read it. One of the two gives exactly
# the answers that it gave before. The networks differ by a single addition.
#
# **Which one is it, and how many of 2,000 digits does each read, before and after?** The four numbers come near the
# end.
#
# Afterwards you can write each part of a transformer, prove it equal to PyTorch's own, and find by experiment which
# part of somebody else's is wrong. You need PyTorch modules, matrix products, gradient descent and about 90 minutes.

# %% tags=["parameters"]
seed = 0
scale = "small"

# %%
import math

import matplotlib.pyplot as plt
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F
from torch.utils.flop_counter import FlopCounterMode

from workbench import Lesson, load_dataset

lesson = Lesson("04_deep_learning/06_attention")
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
_ = torch.manual_seed(seed)

# %% [markdown]
# ## A soft dictionary
#
# A dictionary returns the value of a key, or fails if the key is not there. *Attention* never fails: it compares a
# *query* with all *keys* and returns a blend of all *values*, weighted by how well each key matches. A blend is smooth,
# so queries, keys and values can be learned by gradient descent. A transformer (Vaswani et al., 2017) is this lookup, a
# small network that works on each position by itself, and sums that carry the input past both.
#
# Stack queries, keys and values as rows. All comparisons are one matrix product, all blends another:
#
# $$ \mathrm{attention}(Q, K, V) = \mathrm{softmax}\!\left(\frac{QK^\top}{\sqrt d}\right) V . $$
#
# The softmax runs over the keys: the weights of each query sum to one. Here the query is like the first key.

# %%
query = torch.tensor([[4.0, 0.0]])
keys = torch.tensor([[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0]])
values = torch.tensor([[10.0], [20.0], [30.0]])
match = query @ keys.T / math.sqrt(2)
weights = match.softmax(dim=-1)
print("weights", weights.numpy().round(3), " result", (weights @ values).item().__round__(2))

# %% [markdown]
# With `K.transpose(-2, -1)` and a softmax over `dim=-1`, the same two lines serve any number of axes in front (batch,
# heads). A *mask* says which keys a query may see. Invisible ones get the score $-\infty$ *before*
# the softmax, and hence the weight zero.


# %%
@lesson.exercise
def attention(q: torch.Tensor, k: torch.Tensor, v: torch.Tensor, mask: torch.Tensor | None = None) -> torch.Tensor:
    """Scaled dot-product attention.

    q: shape (…, n, d); k: shape (…, m, d); v: shape (…, m, e), all float32; mask: booleans that broadcast to (…, n, m),
    True where the query may see the key, at least one per query; None: everything is visible. Scores may be in the
    thousands. Returns shape (…, n, e).
    """


# %%
q, k, v = (torch.randn(2, 4, 5, 8) for _ in range(3))
gap = (attention(q, k, v) - F.scaled_dot_product_attention(q, k, v)).abs().max().item()
lesson.claim("Ours differs from PyTorch's scaled_dot_product_attention by less than 1e-5", gap < 1e-5)

# %% [markdown]
# Why $\sqrt d$? Queries and 16 keys have random entries of variance 1. By lot, the largest weight on average for d = 4 and
# d = 1,024, with and without the division:

# %%
generator = torch.Generator().manual_seed(0)
drawn = np.random.default_rng(3).permutation([(4, 1.0), (4, 2.0), (1024, 1.0), (1024, 32.0)])
for letter, (size, divisor) in zip("PQRS", drawn, strict=True):
    a, b = torch.randn(200, int(size), generator=generator), torch.randn(200, 16, int(size), generator=generator)
    print(letter, (torch.einsum("nd,nmd->nm", a, b) / divisor).softmax(-1).max(-1).values.mean().item().__round__(2))

# %%
lesson.quiz(
    "short_keys",
    "Which number belongs to d = 4 without the division?",
    ["R", "S", "Q", "P"],
    answer=...,
)

# %%
generator = torch.Generator().manual_seed(seed)
figure, axes = plt.subplots(figsize=(6, 3), layout="constrained")
sizes = [4, 16, 64, 256, 1024]
peaks, slopes = {"without the scale": [], "divided by √d": []}, []
for d in sizes:
    a, b = torch.randn(200, d, generator=generator), torch.randn(200, 16, d, generator=generator)
    scores = torch.einsum("nd,nmd->nm", a, b)
    for label, divisor in zip(peaks, (1, math.sqrt(d)), strict=True):
        largest = (scores / divisor).softmax(-1).max(-1).values
        peaks[label].append(largest.mean().item())
        slopes.append((largest * (1 - largest)).mean().item())  # the derivative of a weight by its own score
for label, peak in peaks.items():
    axes.semilogx(sizes, peak, "o-", base=2, label=label)
axes.set(xlabel="d, the length of a key", ylabel="largest of 16 weights, mean", ylim=(0, 1.05))
axes.legend()
plt.show()
lesson.claim(
    "At d = 1,024 the largest weight is above 0.9 on average without the scale; with it, below 0.35 for every d",
    peaks["without the scale"][-1] > 0.9 and max(peaks["divided by √d"]) < 0.35,
)
lesson.claim(
    "And a softmax that has made up its mind hardly learns: per unit of score, the largest weight moves less than a fifth as much",
    slopes[-2] < slopes[-1] / 5,
)

# %% [markdown]
# ## Feel it
#
# The words below look at each other, by vectors learned from their neighbours in Shakespeare's plays. Sharpen the softmax,
# switch on the causal mask, add positions, and visit every word of a line.

# %%
lesson.explore("attention_map")

# %%
lesson.quiz(
    "lady",
    "Take the line of good nights, rotary positions, no mask, sharpness 6. After itself, the second “good”, word 4, looks most at …",
    ["the last one, word 10", "the third one, word 8", "all three alike", "the first one, word 1"],
    answer=...,
)

# %% [markdown]
# ## Who may see what
#
# There are three reasons to hide keys. Sentences in a batch have different lengths and are *padded*: nobody may look at
# padding. A model that predicts the next token must not look at it: the *causal* mask lets position i see positions
# 0 … i. And long texts cost: in *sliding-window* attention a position sees only the latest few.

# %% [markdown]
# Nobody hides the padding. By how much does the output of four real words change when it is replaced by other padding?
# By lot: with the causal mask or without it, padded on the left or on the right.

# %%
drawn = np.random.default_rng(9).permutation([(0, 0), (0, 1), (1, 0), (1, 1)])
words, paddings = torch.randn(4, 8, generator=generator), torch.randn(2, 2, 8, generator=generator)
for letter, (causal, left) in zip("PQRS", drawn, strict=True):
    order = [1, 0] if left else [0, 1]
    visible = torch.ones(6, 6, dtype=torch.bool).tril(0 if causal else 6)
    texts = [torch.cat([(words, padding)[i] for i in order]) for padding in paddings]
    changes = (attention(*[texts[0]] * 3, visible) - attention(*[texts[1]] * 3, visible)).abs().amax(dim=1)
    print(letter, (changes[2:] if left else changes[:4]).numpy().round(2))

# %%
lesson.quiz(
    "right_padding",
    "Which row is the causal mask with padding on the right?",
    ["S", "R", "P", "Q"],
    answer=...,
)


# %%
@lesson.exercise
def attention_mask(lengths: torch.Tensor, size: int, causal: bool, window: int | None = None) -> torch.Tensor:
    """Which key each query may see, in a batch of self-attention that is padded on the right.

    lengths: the true length of each sequence, integers in 1 … size, shape (batch,); size: the padded length n;
    causal: whether position i may only see positions up to and including i; window ≥ 1: how many positions it may see
    at most, itself and those just before it (only given with causal); None: no such limit. Returns booleans of shape
    (batch, 1, n, n), True where query i may see key j; padded *keys* are hidden from all queries, so that with a window
    a padded query may see nothing. The axis of length 1 is for the heads.
    """


# %%
figure, panels = plt.subplots(1, 3, figsize=(8, 2.8), layout="constrained")
for axes, (length, window) in zip(panels, ((3, None), (5, None), (5, 2)), strict=True):
    example = attention_mask(torch.tensor([length]), 5, True, window)
    axes.imshow(example[0, 0], cmap="Greys", vmin=0, vmax=1.4)
    axes.set(xlabel="key", ylabel="query", title=f"length {length}, " + (f"window {window}" if window else "no window"))
plt.show()

# %%
lesson.quiz(
    "hidden_late",
    "In the little example above, hide the first key by setting its weight to zero *after* the softmax, and leave the others as they are. The result is about …",
    ["1.2", "25", "20.6", "10.6"],
    answer=...,
)

# %% [markdown]
# ## Many small lookups
#
# A word may want to look up its verb *and* its adjective. *Multi-head* attention splits
# the d channels into h groups, lets each look things up for itself, and joins the results:
# (batch, n, d) → (batch, n, h, d/h) → (batch, h, n, d/h). Splitting adds no parameters, but there are many ways to
# reshape in the wrong order, and none raises an exception.
#
# *Self-attention* takes queries, keys and values from one sequence. *Cross-attention* takes keys and values from
# another, the memory: a translator writes in one language while it looks up in the other.


# %%
@lesson.exercise
class MultiHeadAttention(nn.Module):
    """Multi-head attention, of a sequence to itself or to a memory.

    MultiHeadAttention(d_model, n_heads), where n_heads divides d_model (else ValueError). Four nn.Linear(d_model,
    d_model) with bias: query, key, value, out. forward(x, mask=None, memory=None): x of shape (batch, n, d_model);
    memory of shape (batch, m, d_model), from which keys and values are taken, None: from x; mask as in `attention`, to
    broadcast to (batch, n_heads, n, m). Head i uses the channels i·d_head … (i+1)·d_head−1, d_head = d_model / n_heads.
    Returns shape (batch, n, d_model).
    """

    def __init__(self, d_model: int, n_heads: int) -> None:
        super().__init__()
        if d_model % n_heads:
            raise ValueError(f"n_heads={n_heads} does not divide d_model={d_model}")
        self.n_heads = n_heads
        self.query = nn.Linear(d_model, d_model)
        self.key = nn.Linear(d_model, d_model)
        self.value = nn.Linear(d_model, d_model)
        self.out = nn.Linear(d_model, d_model)

    def forward(
        self, x: torch.Tensor, mask: torch.Tensor | None = None, memory: torch.Tensor | None = None
    ) -> torch.Tensor: ...


# %% [markdown]
# PyTorch has the same module, with the three input projections stacked into one matrix. Copy our weights over.


# %%
@torch.no_grad()
def copy_attention(ours: MultiHeadAttention, theirs: nn.MultiheadAttention) -> None:
    """Give the library's module our weights."""
    theirs.in_proj_weight.copy_(torch.cat([ours.query.weight, ours.key.weight, ours.value.weight]))
    theirs.in_proj_bias.copy_(torch.cat([ours.query.bias, ours.key.bias, ours.value.bias]))
    theirs.out_proj.load_state_dict(ours.out.state_dict())


torch.manual_seed(seed)
ours, theirs = MultiHeadAttention(32, 4), nn.MultiheadAttention(32, 4, batch_first=True)
copy_attention(ours, theirs)
x, memory = torch.randn(2, 5, 32), torch.randn(2, 7, 32)
gap = (ours(x, None, memory) - theirs(x, memory, memory, need_weights=False)[0]).abs().max().item()
lesson.claim("Ours differs from nn.MultiheadAttention by less than 1e-5", gap < 1e-5)

# %% [markdown]
# Masks are another matter. In `nn.MultiheadAttention` `True` *hides*, and a mask for each sequence has the shape
# (batch · n_heads, n, m). The function below was tried with one sequence, and with batches of equal lengths.


# %%
@lesson.exercise
def library_attention(
    module: nn.MultiheadAttention, x: torch.Tensor, lengths: torch.Tensor, causal: bool
) -> torch.Tensor:
    """Self-attention of a batch padded on the right, by the library's module. Repair it.

    module: made with batch_first=True; x: shape (batch, n, d_model); lengths: the true length of each sequence, ≥ 1,
    shape (batch,); causal: as in `attention_mask`, which says who may see what. Returns shape (batch, n, d_model).
    """
    visible = attention_mask(lengths, x.shape[1], causal).squeeze(1)
    hidden = (~visible).repeat(module.num_heads, 1, 1)
    return module(x, x, x, attn_mask=hidden, need_weights=False)[0]


# %%
lengths = torch.tensor([5, 2])
gap = (library_attention(theirs, x, lengths, True) - ours(x, attention_mask(lengths, 5, True))).abs().max().item()
lesson.claim("With lengths 5 and 2, the repaired function differs from our module by less than 1e-5", gap < 1e-5)

# %% [markdown]
# ## And where is the order?
#
# What does a transformer make of the order of words? Without masks, every output is a blend of the same values with the same weights, whatever the order: for "dog bites man" and "man bites
# dog" the outputs trade places, and their average stays as it was.
#
# Nothing in the formula knows *where* a key stands. The original remedy adds a vector that depends on the position: sines and
# cosines of geometrically spaced frequencies.
#
# $$ P_{t,2i} = \sin(t / 10000^{2i/d}), \qquad P_{t,2i+1} = \cos(t / 10000^{2i/d}) $$


# %%
@lesson.exercise
def sinusoidal_positions(n: int, d: int) -> torch.Tensor:
    """The positional encoding of Vaswani et al. (2017).

    n: number of positions, from 0; d: number of channels, even. Even channels hold sines, odd ones the cosines of
    the same angle. Returns float32, shape (n, d).
    """


# %%
figure, axes = plt.subplots(figsize=(7, 2.6), layout="constrained")
picture = axes.imshow(sinusoidal_positions(64, 48).T, aspect="auto", cmap="RdBu", vmin=-1, vmax=1)
axes.set(xlabel="position", ylabel="channel", title="Quick hands at the top, slow hands at the bottom")
figure.colorbar(picture, ax=axes)
plt.show()

# %% [markdown]
# Many language models of today rotate instead of adding (RoPE, Su et al., 2021). Each pair of channels of a query or
# key is turned by an angle that grows with its position. The inner product of a query at t and a key at s then depends
# on t − s only: the model sees distances.
#
# For the pair (a, b) = (x[2i], x[2i+1]) at position t, with $\theta = t / 10000^{2i/d}$: $(a\cos\theta -
# b\sin\theta,\; a\sin\theta + b\cos\theta)$.


# %%
@lesson.exercise
def rotate(x: torch.Tensor, positions: torch.Tensor) -> torch.Tensor:
    """Rotary position embedding of queries or keys.

    x: shape (…, n, d), d even, channels 2i and 2i+1 forming a pair, not to be changed; positions: the position of each
    row, integers, shape (n,). Returns the rotated x, same shape.
    """
    d = x.shape[-1]
    frequency = 10_000.0 ** (-torch.arange(0, d, 2, device=x.device) / d)
    angle = positions[:, None] * frequency
    a, b = ...
    turned = ...
    return turned


# %%
q, k = torch.randn(2, 16)
products = {}
for t, s in ((3, 1), (103, 101), (5, 1)):
    products[t, s] = (rotate(q[None], torch.tensor([t])) @ rotate(k[None], torch.tensor([s])).T).item()
    print(f"query at {t:3}, key at {s:3}, distance {t - s}: product {products[t, s]:+.4f}")
lesson.claim(
    "A hundred places further on, the product is the same to three decimals",
    abs(products[3, 1] - products[103, 101]) < 5e-4,
)

# %% [markdown]
# ## Two kinds of block
#
# A transformer block alternates two steps. Attention moves information *between* positions; a small network works on
# each position *by itself*, and holds the larger share of the weights. Both read a normalised copy and add their result
# to what came in (*pre-norm*), so a deep stack has a straight path from end to end. This is the *encoder block*; with a
# causal mask it is the block of GPT-like models.


# %%
class EncoderBlock(nn.Module):
    """A pre-norm transformer encoder block. forward(x, mask=None): shapes (batch, n, d_model)."""

    def __init__(self, d_model: int, n_heads: int, d_ff: int) -> None:
        super().__init__()
        self.norm1 = nn.LayerNorm(d_model)
        self.attention = MultiHeadAttention(d_model, n_heads)
        self.norm2 = nn.LayerNorm(d_model)
        self.feed_forward = nn.Sequential(nn.Linear(d_model, d_ff), nn.GELU(), nn.Linear(d_ff, d_model))

    def forward(self, x: torch.Tensor, mask: torch.Tensor | None = None) -> torch.Tensor:
        x = x + self.attention(self.norm1(x), mask)
        return x + self.feed_forward(self.norm2(x))


parts = {name: sum(w.numel() for w in part.parameters()) for name, part in EncoderBlock(64, 4, 256).named_children()}
print("weights:", parts)
lesson.claim(
    "With the usual d_ff = 4 d the small network holds nearly twice as many weights as attention",
    1.9 < parts["feed_forward"] / parts["attention"] < 2,
)

# %% [markdown]
# The *decoder block* of a translator has a step more: between the two it looks into the memory.


# %%
@lesson.exercise
class DecoderBlock(nn.Module):
    """A pre-norm transformer decoder block with cross-attention.

    DecoderBlock(d_model, n_heads, d_ff). Parts: norm1, norm2, norm3, nn.LayerNorm(d_model); self_attention and
    cross_attention, MultiHeadAttention; feed_forward as in `EncoderBlock`. forward(x, memory, mask=None,
    memory_mask=None): in this order self-attention with mask, cross-attention to memory with memory_mask, and
    feed_forward; each reads the next norm of x and is added to x. memory is used as it comes. x and the result: shape
    (batch, n, d_model); memory: (batch, m, d_model); masks as in `attention`.
    """

    def __init__(self, d_model: int, n_heads: int, d_ff: int) -> None:
        super().__init__()
        self.norm1, self.norm2, self.norm3 = (nn.LayerNorm(d_model) for _ in range(3))
        self.self_attention = ...
        self.cross_attention = ...
        self.feed_forward = nn.Sequential(nn.Linear(d_model, d_ff), nn.GELU(), nn.Linear(d_ff, d_model))

    def forward(
        self,
        x: torch.Tensor,
        memory: torch.Tensor,
        mask: torch.Tensor | None = None,
        memory_mask: torch.Tensor | None = None,
    ) -> torch.Tensor: ...


# %%
block = DecoderBlock(32, 4, 64).eval()
layer = nn.TransformerDecoderLayer(32, 4, 64, activation="gelu", norm_first=True, batch_first=True).eval()
copy_attention(block.self_attention, layer.self_attn)
copy_attention(block.cross_attention, layer.multihead_attn)
layer.linear1.load_state_dict(block.feed_forward[0].state_dict())
layer.linear2.load_state_dict(block.feed_forward[2].state_dict())
visible = attention_mask(torch.tensor([5]), 5, causal=True)
gap = (block(x, memory, visible) - layer(x, memory, tgt_mask=~visible[0, 0])).abs().max().item()
lesson.claim("Ours differs from nn.TransformerDecoderLayer by less than 1e-5", gap < 1e-5)

# %% [markdown]
# ## Does order matter? Ask real digits
#
# The file holds 10,000 MNIST images, no two the same, about a thousand of each digit, in an order that was drawn by lot.
# Who wrote which is not recorded, so the same hand may stand on both sides. The first 2,000 images fit, the last 2,000
# judge, and nothing is chosen. Two transformers of one block read an image as 28 tokens; only one adds positions. Then
# each judged image is shuffled by a permutation of its own. Training takes a few seconds.


# %%
class RowReader(nn.Module):
    """Reads an image row by row and classifies it. n_blocks encoder blocks of width d; with or without positions."""

    def __init__(self, *, positions: bool, d: int, n_blocks: int) -> None:
        super().__init__()
        self.embed = nn.Linear(28, d)
        self.register_buffer("positions", sinusoidal_positions(28, d) * float(positions))
        self.blocks = nn.ModuleList(EncoderBlock(d, 4, 2 * d) for _ in range(n_blocks))
        self.norm = nn.LayerNorm(d)
        self.classify = nn.Linear(d, 10)

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        x = self.embed(images) + self.positions
        for block in self.blocks:
            x = block(x)
        return self.classify(self.norm(x).mean(dim=1))


digits = load_dataset("mnist10k")
pixels = torch.tensor(digits["images"], dtype=torch.float32) / 255
labels = torch.tensor(digits["labels"], dtype=torch.long)
n_train, epochs, width, n_blocks, rate = (2000, 4, 32, 1, 5e-3) if scale == "small" else (8000, 40, 128, 4, 3e-3)
train_x, train_y = pixels[:n_train].to(device), labels[:n_train].to(device)
test_x, test_y = pixels[8000:].to(device), labels[8000:].to(device)


def train(positions: bool) -> RowReader:
    """The trained reader."""
    torch.manual_seed(seed)
    model = RowReader(positions=positions, d=width, n_blocks=n_blocks).to(device)
    optimiser = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=0.01)
    for _ in range(epochs):
        for batch in torch.randperm(n_train, device=device).split(100):
            loss = F.cross_entropy(model(train_x[batch]), train_y[batch])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    return model.eval()


orders = torch.rand(2000, 28, generator=torch.Generator().manual_seed(seed)).argsort(dim=1).to(device)
shuffled = test_x.gather(1, orders[:, :, None].expand(-1, -1, 28))
read = {}
for name, positions in (("without positions", False), ("with positions", True)):
    model = train(positions)
    with torch.no_grad():
        read[name] = [model(images).argmax(dim=1) for images in (test_x, shuffled)]
wrong = [int((answer != test_y).sum()) for answers in read.values() for answer in answers]
print(
    "read wrongly, by lot:", {x: wrong[i] for x, i in zip("PQRS", np.random.default_rng(6).permutation(4), strict=True)}
)

# %%
lesson.quiz(
    "shuffled_rows",
    "Which count is that of the network with positions, on shuffled rows?",
    ["Q", "P", "S", "R"],
    answer=...,
)

# %%
right = {name: [(answer == test_y).sum().item() for answer in answers] for name, answers in read.items()}
figure, axes = plt.subplots(1, 3, figsize=(8, 2.8), layout="constrained", width_ratios=[1, 1, 2])
for axis, picture, title in zip(axes, (test_x[0], shuffled[0]), ("proper rows", "shuffled rows"), strict=False):
    axis.imshow(picture.cpu(), cmap="gray_r")
    axis.set(title=title, xticks=[], yticks=[])
for k, (name, pair) in enumerate(right.items()):
    bars = axes[2].bar(np.arange(2) + 0.38 * k, pair, width=0.36, label=name)
    axes[2].bar_label(bars)
axes[2].set(xticks=np.arange(2) + 0.19, xticklabels=["proper rows", "shuffled rows"], ylim=(0, 2600))
axes[2].set(ylabel="read right, of 2,000")
axes[2].legend(loc="upper right")
plt.show()
lesson.claim(
    "Without positions not one of the 2,000 answers changes when the rows are shuffled",
    torch.equal(*read["without positions"]),
)
lesson.claim(
    "On proper images positions gain at least 200 digits; on shuffled ones they lose more than 600",
    right["with positions"][0] > right["without positions"][0] + 200
    and right["with positions"][1] < right["without positions"][1] - 600,
)

# %% [markdown]
# Without positions a network sees a bag of rows, which says a good deal about a digit: a decent accuracy proves no sense
# of order.
#
# ## One token at a time
#
# A language model reads its prompt at once (*prefill*) and then writes token by token. The keys and values of earlier
# tokens have not changed, so they are kept: the *KV cache*. The new token brings one query, one key, one value; its key
# and value join the cache *first*, for a token may see itself. With RoPE it stands at position t, not at 0, and keys are
# stored turned. In *grouped-query* attention (Ainslie et al., 2023) several query heads share one head of keys and
# values: query head i uses the head i // (heads / kv_heads).


# %%
@lesson.exercise
def decode_step(
    q: torch.Tensor, k: torch.Tensor, v: torch.Tensor, cache: tuple[torch.Tensor, torch.Tensor] | None
) -> tuple[torch.Tensor, tuple[torch.Tensor, torch.Tensor]]:
    """Causal grouped-query attention for the newest token alone, with rotary positions.

    q: of the new token, shape (batch, heads, 1, d), d even; k, v: of the new token, shape (batch, kv_heads, 1, d), where
    kv_heads divides heads; none is rotated yet. cache: rotated keys and values of the t earlier tokens, each of shape
    (batch, kv_heads, t, d), or None at the first token, t = 0; it must not be modified. Returns (attention output,
    shape (batch, heads, 1, d), and the new cache of t + 1 tokens, still with kv_heads heads).
    """


# %%
q, k, v = torch.randn(1, 4, 6, 8), torch.randn(1, 2, 6, 8), torch.randn(1, 2, 6, 8)
place = torch.arange(6)
at_once = F.scaled_dot_product_attention(rotate(q, place), rotate(k, place), v, is_causal=True, enable_gqa=True)
cache, outputs = None, []
for t in range(6):
    output, cache = decode_step(q[:, :, t : t + 1], k[:, :, t : t + 1], v[:, :, t : t + 1], cache)
    outputs.append(output)
gap = (torch.cat(outputs, dim=2) - at_once).abs().max().item()
lesson.claim("Step by step equals the library's attention all at once, up to 1e-5", gap < 1e-5)

# %% [markdown]
# ## What it costs
#
# Every query meets every key, so for a text twice as long the two products with scores cost four times as much, the
# rest of a block twice. When does that matter? We let PyTorch count the operations of our encoder block, without
# computing anything, for three lengths of text at d = 64 and one at d = 128, in an order drawn by lot.

# %%
sizes = [(192, 64), (384, 64), (768, 64), (384, 128)]


def counted(n: int, d: int) -> int:
    """Operations of our encoder block for n tokens of width d."""
    block = EncoderBlock(d, 4, 4 * d).to("meta")
    with FlopCounterMode(display=False) as counter:
        block(torch.empty(1, n, d, device="meta"))
    return counter.get_total_flops()


for letter, i in zip("PQRS", np.random.default_rng(5).permutation(4), strict=True):
    print(f"{letter}: {4 * sizes[i][0] ** 2 * sizes[i][1] / counted(*sizes[i]):.0%} with scores")

# %%
lesson.quiz(
    "half_scores",
    "Which share belongs to n = 384 and d = 64?",
    ["P", "R", "S", "Q"],
    answer=...,
)

# %%
for n, d in sizes:
    print(f"n = {n:4}, d = {d:3}: {counted(n, d) / 1e6:6.1f} million operations")
lesson.claim(
    "The counter finds 24 n d² + 4 n² d operations, so the n² part is the larger one only beyond n = 6 d",
    all(counted(n, d) == 24 * n * d**2 + 4 * n**2 * d for n, d in sizes),
)

# %% [markdown]
# A window of w replaces n² by n·w, if the kernel leaves out what is hidden instead of masking it. Now a model with 32
# layers of width 4,096, in 16-bit numbers: 32 heads of 128 channels, no groups, 8,192 tokens. A chip must read weights
# and cache from memory, and compute.

# %%
layers, d, n = 32, 4096, 8192
weight_bytes, cache_bytes = 2 * layers * 12 * d**2, 2 * layers * 2 * n * d
print(
    f"weights {weight_bytes / 2**30:.0f} GiB, cache {cache_bytes / 2**30:.0f} GiB, {cache_bytes / n / 2**10:.0f} KiB a token"
)
prefill = layers * (24 * n * d**2 + 4 * n**2 * d) / (weight_bytes + cache_bytes)
one_token = layers * (24 * d**2 + 4 * n * d) / (weight_bytes + cache_bytes)
print(f"operations for each byte of weights and cache: {prefill:,.0f} in prefill, {one_token:.0f} in writing a token")
lesson.claim(
    "Prefill does more than 6,000 operations for each byte, writing a token about one",
    prefill > 6000 and 0.9 < one_token < 1.1,
)

# %% [markdown]
# An NVIDIA H100 can do about 300 operations in the time it takes to read a byte (989 · 10¹² dense 16-bit operations and
# 3.35 · 10¹² bytes a second). So arithmetic limits prefill, and memory limits writing for one person. Writing for many
# at once reads the weights once for all of them, but each has a cache of its own.

# %%
lesson.quiz(
    "cache_cost",
    "Now every 8 of the query heads share one head of keys and values. The cache takes …",
    ["1,024 MiB", "512 MiB", "64 MiB", "256 MiB"],
    answer=...,
)

# %% [markdown]
# ## Mask bug hunt
#
# None of the bugs of this lesson raises an exception. What tells is an experiment: change something that must not matter,
# and see whether it does. Someone gives you a layer as a black box. It is meant to be
# causal, to know the order of its tokens, and to ignore the padding, which stands on the *left*, as it does when a
# batch of prompts is to be continued. At most one of these fails.


# %%
@lesson.exercise
def what_is_wrong(model, x: torch.Tensor, pad: int) -> str:
    """The fault of one layer of attention that is given as a black box.

    model: a function from a sequence of shape (n, d) to outputs of shape (n, d), deterministic, for
    this n; x: a sequence for it, not to be changed, whose first pad ≥ 1 rows are padding; at least 4 rows are real.
    What the model returns at padded rows means nothing. Returns "sees padding" if padding has an influence on the
    output of a real row, "sees the future" if a later real row has, "blind to order" if the output at the last row is
    the same for every order of the real rows before it, else "sound". Differences below 1e-4 are rounding; where there
    is an influence, a change of 1 in a whole row shows it clearly.
    """


# %%
def layer_with(fault: str):
    """Our own module as a causal layer for 6 rows of which 2 are padding, with one fault."""
    torch.manual_seed(seed)
    module, places = MultiHeadAttention(8, 2), sinusoidal_positions(6, 8) * (fault != "blind to order")
    visible = torch.ones(6, 6, dtype=torch.bool).tril(1 if fault == "sees the future" else 0)
    if fault != "sees padding":
        visible[:, :2] = False
        visible[0, 0] = visible[1, 1] = True
    return lambda x: 3 * module((x + places)[None], visible)[0].detach()


faults = ["sound", "sees padding", "sees the future", "blind to order"]
drawn = [faults[i] for i in np.random.default_rng(seed).permutation(4)]
sequence = torch.randn(6, 8)
lesson.claim(
    "You find what is wrong with four layers that were drawn by lot",
    [what_is_wrong(layer_with(fault), sequence, 2) for fault in drawn] == drawn,
)

# %% [markdown]
# ## Open: a reader that never learned
#
# A text is its own training set: to guess the next letter, look up where something like the last few letters stood
# before, and what followed. One attention can do that, without any training. To pass, guess 1.3 times as many letters as a lookup by the last letter alone, in
# invented languages that you have not seen. Be proud of 310 letters on the page of *Emma* below.


# %%
@lesson.exercise
def next_letter(tokens: torch.Tensor, n_letters: int) -> torch.Tensor:
    """Scores of the letter that follows each position, from the letters up to and including that position.

    tokens: integers in 0 … n_letters − 1, shape (n,), n ≥ 2. Returns shape (n, n_letters), finite; in row i the letter
    with the largest score is the guess for what comes after tokens[i], and nothing after position i may influence it.
    Judged on many texts by the guesses of their last rows; how the texts go on is not told.
    """


# %%
def guessed(scores: torch.Tensor, tokens: torch.Tensor) -> int:
    """How many letters of the second half are guessed."""
    half = len(tokens) // 2
    return int((scores[half:-1].argmax(dim=1) == tokens[half + 1 :]).sum())


novels = load_dataset("novels")
emma = novels.loc[novels["title"] == "emma", "text"].iloc[0].lower()
page = " ".join("".join(c if "a" <= c <= "z" else " " for c in emma[10_000:13_000]).split())[:1500]
tokens = torch.tensor([ord(c) % 32 for c in page])  # 1 … 26, and 0 for a space
one = F.one_hot(tokens, 27).float()
before = F.pad(one, (0, 0, 1, 0))[:-1]
one_letter = attention(30 * one, 30 * before, one, torch.ones(1500, 1500).tril().bool())
print(
    f"of 749 letters: {guessed(one_letter, tokens)} by the last letter, {guessed(next_letter(tokens, 27), tokens)} by yours"
)

# %% [markdown]
# ## The four numbers
#
# A table of sines makes the difference between a network that reads a sequence and one that reads a bag.

# %%
for name, (proper, shuffled_rows) in right.items():
    print(f"{name}: {proper} of 2,000 proper images, {shuffled_rows} of the shuffled ones")
lesson.claim(
    "The reader that gave the same answers was the one without positions",
    right["without positions"][0] == right["without positions"][1]
    and right["with positions"][0] != right["with positions"][1],
)

# %% [markdown]
# ## The mistakes people make
#
# A softmax over the wrong axis: the weights over the *keys* of one query sum to one, so check the sum of a row. Masks
# with the opposite convention, or one mask for each head in the wrong order. `x.view(batch, heads, n, d_head)` straight
# from (batch, n, d): the shapes fit, and tokens and channels are mixed up. A new token that is rotated as if it stood
# at 0. A query that may see nothing: a row of −∞ gives NaN, and the NaN spreads.
#
# ## What to remember
#
# Attention is a soft lookup, softmax(QKᵀ/√d) V, and the scale keeps its softmax from saturating. Masks act on scores,
# heads are a reshape, and neither has weights. Without positions an encoder sees a set; sinusoids add a position, RoPE
# turns by it. A block moves information between positions, then works within each, and adds both to its input. Scores
# cost n², which shows from about n = 6 d on. Arithmetic limits prefill; reading the weights and the cache limits the
# writing of a token, so caches are kept small by sharing heads. And what a mask hides is found by experiment. Next comes
# *Transfer learning*, where the weights of such blocks have been trained by somebody else.
#
# ## Read on
#
# - A. Vaswani et al., *Attention Is All You Need*, NeurIPS 2017.
# - A. Zhang, Z. Lipton, M. Li and A. Smola, *Dive into Deep Learning*, Cambridge 2023: chapter 11.
# - J. Su et al., *RoFormer: Enhanced Transformer with Rotary Position Embedding*, 2021.
# - R. Xiong et al., *On Layer Normalization in the Transformer Architecture*, ICML 2020: why pre-norm needs no
#   warm-up.
# - J. Ainslie et al., *GQA: Training Generalized Multi-Query Transformer Models*, EMNLP 2023.
# - C. Olsson et al., *In-context Learning and Induction Heads*, 2022: networks that learn the last exercise.
# - M. Phuong and M. Hutter, *Formal Algorithms for Transformers*, 2022: every part, precisely.
