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
#       Write scaled dot-product attention and say what the scale is for: [attention, scale_reason]
#       Build masks for padding and for causality: [attention_mask, mask_softmax]
#       Write multi-head attention as a module that equals the library's: [MultiHeadAttention]
#       Give a transformer a sense of order, absolute and relative: [sinusoidal_positions, rotate, blind]
#       Assemble an encoder block and train it on real images: [EncoderBlock]
#       Decode one token at a time with a key–value cache: [decode_step, cache_cost]
#     datasets: [mnist10k]
#     extras: []
#     hardware: cpu, cuda
#     solutions: after_attempt
# ---

# %% [markdown]
# # Attention
#
# You know a dictionary: give it a key, it returns the value, or fails if the key is not there. Attention is a
# dictionary that never fails. You give it a *query*; it compares it with all *keys* and returns a blend of all
# *values*, weighted by how well each key matches. Because a blend is smooth, the dictionary can be trained by
# gradient descent, queries, keys and all.
#
# That is nearly all there is to the transformer (Vaswani et al., 2017). The rest is bookkeeping: masks, heads,
# positions, a cache. The bookkeeping is where the bugs are, and none of them raises an exception. You will write
# every part, prove it equal to PyTorch's own, and then train one on handwritten digits to find out what attention is
# blind to.

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

from workbench import Lesson, load_dataset

lesson = Lesson("04_deep_learning/06_attention")
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
_ = torch.manual_seed(seed)

# %% [markdown]
# ## A soft dictionary
#
# Stack the queries, keys and values as rows. All comparisons are one matrix product, all blends another:
#
# $$ \mathrm{attention}(Q, K, V) = \mathrm{softmax}\!\left(\frac{QK^\top}{\sqrt d}\right) V . $$
#
# The softmax runs over the keys, so that each query's weights sum to one. A tiny worked example: the query is like
# the first key.

# %%
query = torch.tensor([[4.0, 0.0]])
keys = torch.tensor([[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0]])
values = torch.tensor([[10.0], [20.0], [30.0]])
match = query @ keys.T / math.sqrt(2)
weights = match.softmax(dim=-1)
print("weights", weights.numpy().round(3), " result", (weights @ values).item().__round__(2))

# %% [markdown]
# Real inputs carry more axes in front (batch, heads). If you transpose with `K.transpose(-2, -1)` and take the
# softmax over `dim=-1`, the same two lines serve any number of them.
#
# A *mask* says which keys a query may see: `True` for visible. Invisible ones get the score $-\infty$ *before* the
# softmax, and hence the weight zero.


# %%
@lesson.exercise
def attention(q: torch.Tensor, k: torch.Tensor, v: torch.Tensor, mask: torch.Tensor | None = None) -> torch.Tensor:
    """Scaled dot-product attention.

    q: shape (…, n, d); k: shape (…, m, d); v: shape (…, m, e); mask: booleans that broadcast to (…, n, m), True
    where the query may see the key, at least one per query; None: everything is visible. Returns shape (…, n, e).
    """


# %%
q, k, v = (torch.randn(2, 4, 5, 8) for _ in range(3))
gap = (attention(q, k, v) - F.scaled_dot_product_attention(q, k, v)).abs().max().item()
print(f"differs from PyTorch's by less than 1e-5: {gap < 1e-5}")

# %% [markdown]
# Why divide by $\sqrt d$? **Predict** before you run: random queries and keys with d entries of variance 1. How do
# the largest attention weights behave as d grows, with and without the division?

# %%
generator = torch.Generator().manual_seed(seed)
figure, axes = plt.subplots(figsize=(6, 3), layout="constrained")
sizes = [4, 16, 64, 256, 1024]
for label, divide in (("without the scale", False), ("divided by √d", True)):
    peaks = []
    for d in sizes:
        a, b = torch.randn(400, d, generator=generator), torch.randn(400, 16, d, generator=generator)
        scores = torch.einsum("nd,nmd->nm", a, b) / (math.sqrt(d) if divide else 1)
        peaks.append(scores.softmax(-1).max(-1).values.mean().item())
    axes.semilogx(sizes, peaks, "o-", base=2, label=label)
axes.set(
    xlabel="d, the length of a key",
    ylabel="largest of 16 weights, mean",
    ylim=(0, 1.05),
    title="Attention without its scale",
)
axes.legend()
plt.show()

# %%
lesson.quiz(
    "scale_reason",
    "Without the division, attention in a wide network at initialisation …",
    [
        "is the same: the softmax normalises anyway",
        "picks nearly one key for each query, and almost no gradient reaches the scores",
        "weighs all keys alike",
    ],
    answer=...,
)

# %% [markdown]
# ## Feel it
#
# The words below attend to each other by the similarity of vectors that were learned by counting neighbours in
# Shakespeare's plays. Sharpen the softmax, switch the causal mask on, add positions.

# %%
lesson.explore("attention_map")

# %% [markdown]
# ## Who may see what
#
# Two reasons to hide keys. Sentences in a batch have different lengths and are *padded*: nobody may look at padding.
# And a model that predicts the next token must not look at it: the *causal* mask lets position i see positions 0 … i.


# %%
@lesson.exercise
def attention_mask(lengths: torch.Tensor, size: int, causal: bool) -> torch.Tensor:
    """Which key each query may see, in a padded batch of self-attention.

    lengths: the true length of each sequence, integers in 1 … size, shape (batch,); size: the padded length n;
    causal: whether position i may only see positions up to and including i. Returns booleans of shape (batch, 1, n,
    n), True where query i may see key j; padded *keys* are hidden from all queries. The axis of length 1 is for the
    heads.
    """


# %%
example = attention_mask(torch.tensor([3, 5]), 5, causal=True)
figure, axes = plt.subplots(1, 2, figsize=(6, 2.8), layout="constrained")
for k, axis in enumerate(axes):
    axis.imshow(example[k, 0], cmap="Greys", vmin=0, vmax=1.4)
    axis.set(xlabel="key", ylabel="query", title=f"length {(3, 5)[k]}, causal (dark: visible)")
plt.show()

# %%
lesson.quiz(
    "mask_softmax",
    "You set the hidden *weights* to zero after the softmax instead of the scores to −∞ before it. Then …",
    [
        "the result is the same",
        "the weights of a query no longer sum to one, and hidden keys still change the result",
        "an exception is raised",
    ],
    answer=...,
)

# %% [markdown]
# ## Many small lookups
#
# One softmax gives one blend. A word may want to look up its verb *and* its adjective. *Multi-head* attention splits
# the d channels into h groups, lets each look things up for itself, and joins the results. No parameters are added by
# splitting: it is a `reshape`, and the classic bug is a reshape in the wrong order.
#
# (batch, n, d) → (batch, n, h, d/h) → (batch, h, n, d/h): split the *last* axis first, then exchange the two middle
# ones.


# %%
@lesson.exercise
class MultiHeadAttention(nn.Module):
    """Multi-head self-attention.

    MultiHeadAttention(d_model, n_heads), where n_heads divides d_model (else ValueError). Four nn.Linear(d_model,
    d_model) with bias: query, key, value, out. forward(x, mask=None): x of shape (batch, n, d_model); mask as in
    `attention`, to broadcast to (batch, n_heads, n, n). Head i uses the channels i·d_head … (i+1)·d_head−1, d_head
    = d_model / n_heads. Returns shape (batch, n, d_model).
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

    def forward(self, x: torch.Tensor, mask: torch.Tensor | None = None) -> torch.Tensor: ...


# %% [markdown]
# PyTorch has the same module, with the three input projections stacked into one matrix. Copy our weights over; the
# outputs must agree.

# %%
torch.manual_seed(seed)
ours = MultiHeadAttention(32, 4).eval()
library = nn.MultiheadAttention(32, 4, batch_first=True).eval()
with torch.no_grad():
    library.in_proj_weight.copy_(torch.cat([ours.query.weight, ours.key.weight, ours.value.weight]))
    library.in_proj_bias.copy_(torch.cat([ours.query.bias, ours.key.bias, ours.value.bias]))
    library.out_proj.weight.copy_(ours.out.weight)
    library.out_proj.bias.copy_(ours.out.bias)
    x = torch.randn(2, 7, 32)
    visible = attention_mask(torch.tensor([7, 4]), 7, causal=True)
    # The library's convention is the opposite: True hides.
    theirs = library(x, x, x, attn_mask=~visible.repeat(1, 4, 1, 1).flatten(0, 1), need_weights=False)[0]
    gap = (ours(x, visible) - theirs).abs().max().item()
print(f"differs from nn.MultiheadAttention by less than 1e-5: {gap < 1e-5}")

# %% [markdown]
# ## Attention is blind to order
#
# Nothing in the formula knows *where* a key stands. Permute the keys together with their values, and the sum is the
# same.

# %%
lesson.quiz(
    "blind",
    "A transformer without positions reads “dog bites man” and “man bites dog”, and averages its outputs over the words. They …",
    ["differ: the words are in another order", "are exactly equal", "are equal only for one layer"],
    answer=...,
)

# %% [markdown]
# The original remedy adds a vector that depends on the position: sines and cosines of geometrically spaced
# frequencies, like the hands of a clock with d/2 hands.
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
axes.set(xlabel="position", ylabel="channel", title="Fast hands at the top, slow hands at the bottom")
figure.colorbar(picture, ax=axes)
plt.show()

# %% [markdown]
# Today's language models rotate instead of adding (RoPE, Su et al., 2021). Each pair of channels of a query or key is
# turned by an angle that grows with its position. The inner product of a query at t and a key at s then depends on t
# − s only: the model sees distances.
#
# For the pair (a, b) = (x[2i], x[2i+1]) at position t, with $\theta = t / 10000^{2i/d}$: $(a\cos\theta -
# b\sin\theta,\; a\sin\theta + b\cos\theta)$.


# %%
@lesson.exercise
def rotate(x: torch.Tensor, positions: torch.Tensor) -> torch.Tensor:
    """Rotary position embedding of queries or keys.

    x: shape (…, n, d), d even, channels 2i and 2i+1 forming a pair; positions: the position of each row, shape (n,).
    Returns the rotated x, same shape.
    """
    d = x.shape[-1]
    frequency = 10_000.0 ** (-torch.arange(0, d, 2, device=x.device) / d)
    angle = positions[:, None] * frequency
    a, b = ...
    turned = ...
    return turned


# %%
q, k = torch.randn(2, 16)
for t, s in ((3, 1), (13, 11), (103, 101), (5, 1)):
    product = rotate(q[None], torch.tensor([t])) @ rotate(k[None], torch.tensor([s])).T
    print(f"query at {t:3}, key at {s:3}, distance {t - s}: product {product.item():+.4f}")

# %% [markdown]
# ## A block
#
# A transformer block alternates two steps. Attention moves information *between* positions, a small network works on
# each position *by itself*. Both add their result to what came in, so that a block can start as almost nothing, and
# both read a normalised copy (the *pre-norm* order, which trains without a warm-up).


# %%
@lesson.exercise
class EncoderBlock(nn.Module):
    """A pre-norm transformer encoder block.

    EncoderBlock(d_model, n_heads, d_ff). Parts: norm1 and norm2, nn.LayerNorm(d_model); attention, a
    MultiHeadAttention; feed_forward, nn.Sequential(Linear(d_model, d_ff), GELU, Linear(d_ff, d_model)). forward(x,
    mask=None): x + attention(norm1(x), mask), then that + feed_forward(norm2(that)). Shapes (batch, n, d_model).
    """

    def __init__(self, d_model: int, n_heads: int, d_ff: int) -> None:
        super().__init__()
        self.norm1 = nn.LayerNorm(d_model)
        self.attention = ...
        self.norm2 = nn.LayerNorm(d_model)
        self.feed_forward = ...

    def forward(self, x: torch.Tensor, mask: torch.Tensor | None = None) -> torch.Tensor: ...


# %% [markdown]
# ## Does order matter? Ask real digits
#
# An image of 28 × 28 pixels is a sequence of 28 tokens, one for each row. We train the same small transformer twice,
# with and without positions. Then comes the trap: the *rows of every test image in random order*. **Predict** four
# numbers: the accuracy of both models, on proper and on shuffled images.


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
n_train, epochs, width, n_blocks = (3000, 4, 64, 1) if scale == "small" else (8000, 40, 128, 4)
train_x, train_y = pixels[:n_train].to(device), labels[:n_train].to(device)
test_x, test_y = pixels[8000:].to(device), labels[8000:].to(device)


def train(positions: bool) -> tuple[RowReader, list[float]]:
    """The trained reader and its mean loss in each epoch."""
    torch.manual_seed(seed)
    model = RowReader(positions=positions, d=width, n_blocks=n_blocks).to(device)
    optimiser = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=0.01)
    history = []
    for _ in range(epochs):
        total = 0.0
        for batch in torch.randperm(n_train, device=device).split(100):
            loss = F.cross_entropy(model(train_x[batch]), train_y[batch])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            total += loss.item() * len(batch) / n_train
        history.append(total)
    return model.eval(), history


@torch.no_grad()
def accuracy(model: nn.Module, images: torch.Tensor) -> float:
    return (model(images).argmax(dim=1) == test_y).float().mean().item()


shuffled = test_x[:, torch.randperm(28, generator=torch.Generator().manual_seed(1)).to(device)]
results = {}
for name, positions in (("without positions", False), ("with positions", True)):
    model, history = train(positions)
    results[name] = (accuracy(model, test_x), accuracy(model, shuffled))
    print(f"{name:18} proper rows {results[name][0]:.1%}, rows in random order {results[name][1]:.1%}")

# %%
figure, axes = plt.subplots(1, 3, figsize=(8, 2.8), layout="constrained", width_ratios=[1, 1, 2])
for axis, picture, title in zip(axes, (test_x[0], shuffled[0]), ("proper rows", "shuffled rows")):
    axis.imshow(picture.cpu(), cmap="gray_r")
    axis.set(title=title, xticks=[], yticks=[])
places = np.arange(2)
for k, (name, pair) in enumerate(results.items()):
    bars = axes[2].bar(places + 0.38 * k, pair, width=0.36, label=name)
    axes[2].bar_label(bars, fmt="{:.0%}")
axes[2].set(xticks=places + 0.19, xticklabels=["proper rows", "shuffled rows"], ylim=(0, 1.25), ylabel="accuracy")
axes[2].legend(loc="upper right")
plt.show()

# %% [markdown]
# Without positions the model cannot tell a proper image from one whose rows were shuffled: a bag of rows is all it
# sees. It still does surprisingly well, which is worth remembering the next time a model looks as if it understood
# order.
#
# ## One token at a time
#
# A language model generates left to right. At step t the keys and values of the earlier tokens have not changed, so
# recomputing them is waste. Keep them: the *KV cache*. The new token brings one query, one key, one value; its key
# and value join the cache *first*, for a token may see itself.


# %%
@lesson.exercise
def decode_step(
    q: torch.Tensor, k: torch.Tensor, v: torch.Tensor, cache: tuple[torch.Tensor, torch.Tensor] | None
) -> tuple[torch.Tensor, tuple[torch.Tensor, torch.Tensor]]:
    """Causal attention for the newest token alone.

    q, k, v: of the new token, shape (batch, heads, 1, d); cache: keys and values of the t earlier tokens, each of shape
    (batch, heads, t, d), or None at the first token; it must not be modified.
    Returns (attention output, shape (batch, heads, 1, d), and the new cache with t + 1 tokens).
    """


# %%
q, k, v = (torch.randn(1, 2, 6, 8) for _ in range(3))
at_once = attention(q, k, v, attention_mask(torch.tensor([6]), 6, causal=True))
cache, outputs = None, []
for t in range(6):
    output, cache = decode_step(q[:, :, t : t + 1], k[:, :, t : t + 1], v[:, :, t : t + 1], cache)
    outputs.append(output)
gap = (torch.cat(outputs, dim=2) - at_once).abs().max().item()
print(f"step by step equals all at once, up to 1e-5: {gap < 1e-5}")

# %% [markdown]
# The cache costs memory: two tensors for each layer, head, position and channel. Do the arithmetic for a model with
# 32 layers, 32 heads of 128 channels, 16-bit numbers, and a context of 8,192 tokens.

# %%
per_token = 2 * 32 * 32 * 128 * 2
print(
    f"{per_token / 2**10:.0f} KiB for each token, {per_token * 8192 / 2**30:.0f} GiB for one conversation of 8,192 tokens"
)

# %%
lesson.quiz(
    "cache_cost",
    "Groups of 4 query heads now share one key–value head (grouped-query attention). The cache of this model becomes …",
    ["4 times smaller", "16 times smaller", "2 times smaller", "no smaller: the queries are not cached"],
    answer=...,
)

# %% [markdown]
# ## The mistakes people make
#
# - **Softmax over the wrong axis.** The weights over the *keys* of one query sum to one. Check a row sum.
# - **Masking after the softmax**, or with a mask whose convention is the opposite: `True` hides in
#   nn.MultiheadAttention.
# - **`x.view(batch, heads, n, d_head)`** straight from (batch, n, d): the shapes fit, and tokens and channels are
#   mixed up.
# - **Forgetting positions when decoding with a cache**: the new token stands at t, not at 0.
# - **A query that may see nothing**: a row of −∞ gives NaN, and the NaN spreads to everything.
#
# ## What to remember
#
# - Attention is a soft lookup: softmax(QKᵀ/√d) V. The scale keeps the softmax from saturating.
# - Masks act on scores. Heads are a reshape. Neither has parameters.
# - Without positions, attention sees a set. Sinusoids add a position, RoPE turns by it.
# - A block: between positions, then within positions, each added to its input.
# - The KV cache trades memory for time; its size, not the arithmetic, limits long contexts.
#
# ## Read on
#
# - A. Vaswani et al., *Attention Is All You Need*, NeurIPS 2017.
# - A. Zhang, Z. Lipton, M. Li and A. Smola, *Dive into Deep Learning*, Cambridge 2023: chapter 11.
# - J. Su et al., *RoFormer: Enhanced Transformer with Rotary Position Embedding*, 2021.
# - R. Xiong et al., *On Layer Normalization in the Transformer Architecture*, ICML 2020: why pre-norm needs no
#   warm-up.
# - J. Ainslie et al., *GQA: Training Generalized Multi-Query Transformer Models*, EMNLP 2023.
# - M. Phuong and M. Hutter, *Formal Algorithms for Transformers*, 2022: every part, precisely.
