"""Solutions of 04_deep_learning/06_attention: Attention."""

import math

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from workbench.authoring import choice, normal_tensor, reference
from workbench.checking.evidence import module_output, refuses


def _mask(rng, *shape):
    """Random visibility with at least one visible key for each query."""
    mask = torch.tensor(rng.random(shape) < 0.6)
    mask[..., 0] = True
    return mask


# -- attention ---------------------------------------------------------------------------------------------------------


@reference(rtol=1e-4, atol=1e-5)
def attention(q, k, v, mask=None):
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    if mask is not None:
        scores = scores.masked_fill(~mask, float("-inf"))
    return scores.softmax(dim=-1) @ v


attention.example(
    q=torch.tensor([[2.0, 0.0], [0.0, 1.0]]),
    k=torch.tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]),
    v=torch.tensor([[10.0], [20.0], [30.0]]),
    mask=torch.tensor([[True, True, False], [True, True, True]]),
)
attention.example(q=torch.tensor([[200.0]]), k=torch.tensor([[1.0], [2.0]]), v=torch.tensor([[10.0], [20.0]]))


@attention.cases(n=12)
def _(rng, i):
    n, m, d, e = (int(x) for x in rng.integers(2, 7, size=4))
    front = [(), (2,), (2, 3)][i % 3]
    inputs = {
        # Some scores are so large that their exponential is none that float32 can hold.
        "q": normal_tensor(rng, *front, n, d) * (200 if i % 4 > 1 else 2),
        "k": normal_tensor(rng, *front, m, d) * 2,
        "v": normal_tensor(rng, *front, m, e),
    }
    if i % 2:
        inputs["mask"] = _mask(rng, n, m)
    return inputs


@attention.alternative
def _(q, k, v, mask=None):
    return F.scaled_dot_product_attention(q, k, v, attn_mask=mask)


attention.misconception(
    "The scores are not scaled: divide by the root of d, the length of a key.",
    "q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1]) → q @ k.transpose(-2, -1)",
)
attention.misconception(
    "You divided by d. The standard deviation of the scores grows with the *root* of d.",
    "math.sqrt(q.shape[-1]) → q.shape[-1]",
)
attention.misconception(
    "The softmax runs over the queries. Each query spreads one unit of attention over the keys: use dim=-1.",
    "scores.softmax(dim=-1) → scores.softmax(dim=-2)",
)


attention.misconception(
    "The exponentials of large scores overflow, and ∞/∞ is NaN. Subtract the largest score of each row first, or use softmax, "
    "which does.",
    "scores.softmax(dim=-1) → torch.exp(scores) / torch.exp(scores).sum(dim=-1, keepdim=True)",
)


@attention.misconception(
    "The exponentials of large scores overflow, and ∞/∞ is NaN. Subtract the largest score of each row first, or use softmax, "
    "which does."
)
def _(q, k, v, mask=None):
    weights = torch.exp(q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1]))
    weights = weights if mask is None else weights * mask
    return weights / weights.sum(dim=-1, keepdim=True) @ v


@attention.misconception("The mask is used the wrong way round: True means visible here, so hide where it is False.")
def _(q, k, v, mask=None):
    return attention(q, k, v, None if mask is None else ~mask)


@attention.misconception(
    "You zeroed the weights after the softmax. They no longer sum to one; set the hidden scores to −∞ before it."
)
def _(q, k, v, mask=None):
    weights = (q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])).softmax(dim=-1)
    return (weights if mask is None else weights * mask) @ v


attention.misconception(
    "Hidden scores became 0, which is a score like another: e⁰ = 1. Set them to −∞.",
    'scores.masked_fill(~mask, float("-inf")) → scores * mask',
)
attention.misconception(
    "You divided by the root of the number of keys. The scale makes up for the length of a key, the last axis.",
    "math.sqrt(q.shape[-1]) → math.sqrt(k.shape[-2])",
)

attention.hints(
    "Three lines: the scores, the mask, the blend. Which axes does the first product need?",
    "`q @ k.transpose(-2, -1)` compares every query with every key. Hidden places become −∞ with `masked_fill`.",
    'Divide by `math.sqrt(q.shape[-1])`, fill `~mask` with `float("-inf")`, then `scores.softmax(dim=-1) @ v`.',
)
attention.explain(
    "−∞ becomes exactly 0 in the softmax, and the other weights still sum to one. Negative axes make it work under any "
    "number of leading axes."
)

# -- attention_mask ----------------------------------------------------------------------------------------------------


@reference
def attention_mask(lengths, size, causal, window=None):
    place = torch.arange(size, device=lengths.device)
    visible = (place < lengths[:, None])[:, None, None, :].expand(-1, 1, size, size)
    if causal:
        visible = visible & (place <= place[:, None])
    if window is not None:
        visible = visible & (place > place[:, None] - window)
    return visible


attention_mask.example(lengths=torch.tensor([2]), size=3, causal=True)
attention_mask.example(lengths=torch.tensor([2]), size=3, causal=False)
attention_mask.example(lengths=torch.tensor([4]), size=4, causal=True, window=2)


@attention_mask.cases(n=14)
def _(rng, i):
    size = rng.integers(2, 7)
    batch = rng.integers(1, 4)
    inputs = {"lengths": torch.tensor(rng.integers(1, size + 1, size=batch)), "size": size, "causal": bool(i % 2)}
    return inputs | ({"window": rng.integers(1, size + 1)} if i % 4 == 3 else {})


@attention_mask.alternative
def _(lengths, size, causal, window=None):
    mask = torch.ones(len(lengths), 1, size, size, dtype=torch.bool)
    for row, length in enumerate(lengths.tolist()):
        mask[row, :, :, length:] = False
    if causal:
        mask = mask.tril()
    return mask if window is None else mask.triu(1 - window)


attention_mask.misconception(
    "The causal half is the wrong one: query i may see the keys up to i, which is the lower triangle.",
    "place <= place[:, None] → place >= place[:, None]",
)
attention_mask.misconception(
    "A position may see itself: the diagonal is visible, j ≤ i and not j < i.",
    "place <= place[:, None] → place < place[:, None]",
)
attention_mask.misconception(
    "Your causal mask lets a position see the one after it: that is the token which it is to predict.",
    "place <= place[:, None] → place <= place[:, None] + 1",
)


@attention_mask.misconception(
    "You hid the padded *queries*. Their outputs are ignored anyway; what must be hidden are the padded keys, the columns."
)
def _(lengths, size, causal, window=None):
    rows = attention_mask(lengths, size, False).transpose(-2, -1)
    full = torch.full_like(lengths, size)
    return rows & attention_mask(full, size, causal, window)


@attention_mask.misconception(
    "You hid padded queries too. Only keys are to be hidden: a row of nothing but False makes NaN."
)
def _(lengths, size, causal, window=None):
    rows = attention_mask(lengths, size, False).transpose(-2, -1)
    return rows & attention_mask(lengths, size, causal, window)


@attention_mask.misconception("True hides in your mask. Here, as in `attention`, True means visible.")
def _(lengths, size, causal, window=None):
    return ~attention_mask(lengths, size, causal, window)


attention_mask.misconception(
    "Your window is one too wide: the position itself counts as one of those it may see.",
    "place > place[:, None] - window → place >= place[:, None] - window",
)
attention_mask.misconception(
    "The window has no effect: a position is not to see those more than window − 1 places before it.",
    "visible & (place > place[:, None] - window) → visible",
)
attention_mask.misconception(
    "The padding is visible in your mask when it is causal. Both conditions must hold, so join them by and.",
    "visible & (place <= place[:, None]) → (place <= place[:, None]).expand(len(lengths), 1, size, size)",
)

attention_mask.hints(
    "Three conditions on a pair (query i, key j): one compares j with the length, one j with i, one j with i − window.",
    "`torch.arange(size)` compared with `lengths[:, None]` says which keys are real. Broadcasting does the rest.",
    "`keys = arange < lengths[:, None]`, shaped (batch, 1, 1, n) and expanded; if causal, and it with "
    "`arange <= arange[:, None]`; with a window, with `arange > arange[:, None] - window`.",
)
attention_mask.explain(
    "The padding condition depends on the key alone, the others on the pair. All must hold, so they are joined by and. With "
    "padding on the right and a window, a padded query far behind the end has no visible key left: its output is NaN and must "
    "never be mixed into anything."
)

attention_mask.equivalent(
    "torch.arange(size, device=lengths.device) → torch.arange(size)",
    because="the cases live on the CPU, the default device",
)

# -- library_attention -------------------------------------------------------------------------------------------------


@reference(role="repair", rtol=1e-4, atol=1e-5)
def library_attention(module, x, lengths, causal):
    visible = attention_mask(lengths, x.shape[1], causal).squeeze(1)
    hidden = (~visible).repeat_interleave(module.num_heads, dim=0)
    return module(x, x, x, attn_mask=hidden, need_weights=False)[0]


library_attention.example(
    seed=1, n_heads=2, x=torch.tensor([[[1.0, 0.0], [0.0, 2.0]], [[2.0, 1.0], [1.0, 3.0]]]), lengths=torch.tensor([2, 1]),
    causal=False,
)  # fmt: skip


@library_attention.cases(n=8)
def _(rng, i):
    heads, n, batch = (1, 2, 3, 2)[i % 4], rng.integers(2, 5), (2, 3, 1)[i % 3]
    lengths = rng.permutation([n, 1, *rng.integers(1, n + 1, size=batch)][:batch]) if batch > 1 else [n - 1]
    return {
        "seed": rng.integers(1000),
        "n_heads": heads,
        "x": normal_tensor(rng, batch, n, 2 * heads) * 2,
        "lengths": torch.full((batch,), n) if i == 3 else torch.tensor(lengths),
        "causal": bool(i % 2),
    }


@library_attention.probe
def _(candidate, seed, n_heads, x, lengths, causal):
    module = nn.MultiheadAttention(x.shape[-1], n_heads, batch_first=True).eval()
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for weight in module.parameters():
            weight.copy_(torch.randn(weight.shape, generator=generator))
        return candidate(module, x, lengths, causal)


@library_attention.alternative
def _(module, x, lengths, causal):
    # Padding and causality in the two arguments that the library has for them.
    size = x.shape[1]
    place = torch.arange(size)
    later = place[None, :] > place[:, None] if causal else None
    return module(x, x, x, key_padding_mask=place[None, :] >= lengths[:, None], attn_mask=later, need_weights=False)[0]


@library_attention.alternative
def _(module, x, lengths, causal):
    # One sequence at a time.
    rows = []
    for one, length in zip(x, lengths, strict=True):
        hidden = ~attention_mask(length[None], len(one), causal)[0, 0]
        rows.append(module(one[None], one[None], one[None], attn_mask=hidden, need_weights=False)[0])
    return torch.cat(rows)


library_attention.misconception(
    "Some heads still use the mask of another sequence. The module numbers its masks sequence by sequence, and within each head "
    "by head: which of the two has to run faster?",
    "(~visible).repeat_interleave(module.num_heads, dim=0) → (~visible).repeat(module.num_heads, 1, 1)",
)
library_attention.misconception(
    "You turned the convention round. It was right: `attention_mask` says what is visible, the library wants what is hidden.",
    "(~visible).repeat_interleave(module.num_heads, dim=0) → visible.repeat_interleave(module.num_heads, dim=0)",
)
library_attention.misconception(
    "All sequences now share the mask of the first one. Each has a length of its own.",
    "(~visible).repeat_interleave(module.num_heads, dim=0) → (~visible)[0]",
)


@library_attention.misconception("The causal half has gone: a real position sees later ones.")
def _(module, x, lengths, causal):
    return library_attention(module, x, lengths, False)


@library_attention.misconception(
    "The padding is visible now. The module takes it in `attn_mask` or in `key_padding_mask`."
)
def _(module, x, lengths, causal):
    return library_attention(module, x, torch.full_like(lengths, x.shape[1]), causal)


library_attention.hints(
    "Give it two sequences of lengths 5 and 2 and compare with one sequence at a time. Then do the same with one head.",
    "In what order do the batch · n_heads masks stand? The documentation of `attn_mask` names the product in this order.",
    "`repeat` lays the whole stack of masks down again and again: first all sequences for one head. `repeat_interleave` "
    "repeats each mask where it stands.",
)
library_attention.equivalent(
    "module(x, x, x, attn_mask=hidden, need_weights=False) → module(x, x, x, attn_mask=hidden)",
    "False → True",
    because="the weights are thrown away",
)
library_attention.explain(
    "Mask number b · n_heads + h belongs to head h of sequence b, so each mask must be repeated in place. `repeat` gives "
    "sequence (b · n_heads + h) mod batch instead: the same where all masks are equal, and right with one sequence or one head. "
    "That is why no test with equal lengths saw it."
)

# -- MultiHeadAttention ------------------------------------------------------------------------------------------------


@reference(rtol=1e-4, atol=1e-5)
class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, n_heads):
        super().__init__()
        if d_model % n_heads:
            raise ValueError(f"n_heads={n_heads} does not divide d_model={d_model}")
        self.n_heads = n_heads
        self.query = nn.Linear(d_model, d_model)
        self.key = nn.Linear(d_model, d_model)
        self.value = nn.Linear(d_model, d_model)
        self.out = nn.Linear(d_model, d_model)

    def forward(self, x, mask=None, memory=None):
        batch, n, d_model = x.shape
        source = x if memory is None else memory

        def split(y):
            return y.reshape(batch, y.shape[1], self.n_heads, d_model // self.n_heads).transpose(1, 2)

        blended = attention(split(self.query(x)), split(self.key(source)), split(self.value(source)), mask)
        return self.out(blended.transpose(1, 2).reshape(batch, n, d_model))


_PROJECTIONS = ("query", "key", "value", "out")


def _state(seed, d, attentions, norms=(), d_ff=None):
    """The weights of a module, by name: drawn, or with seed None those of layers that change nothing."""
    generator = torch.Generator().manual_seed(seed or 0)

    def draw(*shape):
        return torch.randn(shape, generator=generator)

    plain, state = seed is None, {}
    for name in (f"{part}{each}" for part in attentions for each in _PROJECTIONS):
        state[f"{name}.weight"] = torch.eye(d) if plain else draw(d, d) / math.sqrt(d) * 1.5
        state[f"{name}.bias"] = torch.zeros(d) if plain else draw(d) * 0.3
    for name in norms:
        state[f"{name}.weight"] = torch.ones(d) if plain else 1 + 0.3 * draw(d)
        state[f"{name}.bias"] = torch.zeros(d) if plain else 0.3 * draw(d)
    for name, shape in (("feed_forward.0", (d_ff, d)), ("feed_forward.2", (d, d_ff))) if d_ff else ():
        state[f"{name}.weight"] = torch.eye(*shape) if plain else draw(*shape)
        state[f"{name}.bias"] = torch.zeros(shape[0]) if plain else draw(shape[0])
    return state


# seed None: each of the four layers returns its input, so that one can reckon along.
MultiHeadAttention.example(
    d_model=4,
    n_heads=2,
    seed=None,
    x=torch.tensor([[[1.0, 0.0, 2.0, 0.0], [0.0, 1.0, 0.0, 3.0]]]),
    mask=None,
    memory=None,
)
MultiHeadAttention.example(
    d_model=2,
    n_heads=1,
    seed=None,
    x=torch.tensor([[[1.0, 0.0]]]),
    mask=None,
    memory=torch.tensor([[[2.0, 0.0], [0.0, 4.0]]]),
)


@MultiHeadAttention.cases(n=8)
def _(rng, i):
    heads = (1, 2, 4, 3)[i % 4]
    d = heads * rng.integers(2, 5)
    n = rng.integers(2, 6)
    m = n + rng.integers(1, 3) if i > 3 else n
    return {
        "d_model": d,
        "n_heads": heads,
        "seed": rng.integers(1000),
        "x": normal_tensor(rng, 2, n, d),
        "mask": _mask(rng, 2, 1, n, m) if i % 2 else None,
        "memory": normal_tensor(rng, 2, m, d) if i > 3 else None,
    }


@MultiHeadAttention.probe
def _(candidate, d_model, n_heads, seed, x, mask, memory):
    module = candidate(d_model, n_heads)
    inputs = (x, mask) if memory is None else (x, mask, memory)
    return {
        "output": module_output(module, _state(seed, d_model, [""]), *inputs),
        "refuses heads that do not divide": refuses(ValueError, candidate, n_heads + 1, n_heads + 2),
    }


@MultiHeadAttention.alternative
class _(nn.Module):
    def __init__(self, d_model, n_heads):
        super().__init__()
        if d_model // n_heads * n_heads != d_model:
            raise ValueError("the heads do not divide the width")
        self.heads = n_heads
        for name in _PROJECTIONS:
            setattr(self, name, nn.Linear(d_model, d_model))

    def forward(self, x, mask=None, memory=None):
        memory = x if memory is None else memory
        parts = [
            layer(y).chunk(self.heads, dim=-1)
            for layer, y in ((self.query, x), (self.key, memory), (self.value, memory))
        ]
        masks = [None] * self.heads if mask is None else mask.expand(-1, self.heads, -1, -1).unbind(1)
        blended = [
            F.scaled_dot_product_attention(q, k, v, attn_mask=m) for q, k, v, m in zip(*parts, masks, strict=True)
        ]
        return self.out(torch.cat(blended, dim=-1))


_STRAIGHT = (
    "y.reshape(batch, y.shape[1], self.n_heads, d_model // self.n_heads).transpose(1, 2) → "
    "y.reshape(batch, self.n_heads, y.shape[1], d_model // self.n_heads)"
)
_JOINED = "blended.transpose(1, 2).reshape(batch, n, d_model)"

MultiHeadAttention.misconception(
    "You reshaped straight to (batch, heads, n, d_head). That mixes tokens with channels: split the last axis, then transpose.",
    _STRAIGHT,
)
MultiHeadAttention.misconception(
    "You reshaped straight to (batch, heads, n, d_head). That mixes tokens with channels: split the last axis, then transpose.",
    _STRAIGHT,
    f"{_JOINED} → blended.reshape(batch, n, d_model)",
)
MultiHeadAttention.misconception(
    "Your head i has the channels i, i + h, i + 2h, … It is to have a block: split the last axis as (n_heads, d_head), in this "
    "order.",
    "y.reshape(batch, y.shape[1], self.n_heads, d_model // self.n_heads).transpose(1, 2) → "
    "y.reshape(batch, y.shape[1], d_model // self.n_heads, self.n_heads).permute(0, 3, 1, 2)",
    f"{_JOINED} → blended.permute(0, 2, 3, 1).reshape(batch, n, d_model)",
)
MultiHeadAttention.misconception(
    "The heads are joined without swapping the axes back: transpose to (batch, n, heads, d_head) before you reshape.",
    f"{_JOINED} → blended.reshape(batch, n, d_model)",
)
MultiHeadAttention.misconception(
    "The output projection is missing: `out` lets the heads exchange what they have found.",
    f"self.out({_JOINED}) → {_JOINED}",
)


@MultiHeadAttention.misconception(
    "That is one head over all channels. Split the channels into n_heads groups, each with a softmax of its own."
)
class _(MultiHeadAttention.implementation):
    def forward(self, x, mask=None, memory=None):
        mask = None if mask is None else mask[:, 0]
        source = x if memory is None else memory
        return self.out(attention(self.query(x), self.key(source), self.value(source), mask))


_LOOKUP = "attention(split(self.query(x)), split(self.key(source)), split(self.value(source)), mask)"
MultiHeadAttention.misconception(
    "The mask is not passed on to `attention`: hidden tokens are seen.",
    f"{_LOOKUP} → attention(split(self.query(x)), split(self.key(source)), split(self.value(source)), None)",
)
MultiHeadAttention.misconception(
    "The memory is not used: with a memory, keys and values come from there, and only the queries from x.",
    "x if memory is None else memory → x",
)
MultiHeadAttention.misconception(
    "The values still come from x. With a memory, keys and values both come from there.",
    f"{_LOOKUP} → attention(split(self.query(x)), split(self.key(source)), split(self.value(x)), mask)",
)


@MultiHeadAttention.misconception(
    "You swapped the two sequences: x asks, so queries come from x, keys and values from the memory."
)
class _(MultiHeadAttention.implementation):
    def forward(self, x, mask=None, memory=None):
        if memory is None:
            return super().forward(x, mask)
        return super().forward(memory, None if mask is None else mask.transpose(-2, -1), x)


MultiHeadAttention.hints(
    "Project, split into heads, look up, join, project. The two middle steps are mirror images of each other.",
    "Splitting: `reshape(batch, length, heads, d_head).transpose(1, 2)`. What undoes it? The memory has a length of its own.",
    "`attention(split(q), split(k), split(v), mask)`, then `.transpose(1, 2).reshape(batch, n, d_model)` and `self.out`.",
)
MultiHeadAttention.explain(
    "The last axis is what belongs together in memory, so splitting it keeps each token's channels. After the lookup the axes "
    "are swapped back before the heads are laid side by side. Where keys and values come from is one line."
)

# -- sinusoidal_positions ----------------------------------------------------------------------------------------------


@reference(rtol=1e-4, atol=1e-5, check_dtype=True)
def sinusoidal_positions(n, d):
    frequency = 10_000.0 ** (-torch.arange(0, d, 2) / d)
    angle = torch.arange(n)[:, None] * frequency
    encoding = torch.zeros(n, d)
    encoding[:, 0::2] = torch.sin(angle)
    encoding[:, 1::2] = torch.cos(angle)
    return encoding


sinusoidal_positions.example(n=2, d=4)


@sinusoidal_positions.cases(n=8)
def _(rng):
    return {"n": rng.integers(1, 30), "d": 2 * rng.integers(1, 9)}


@sinusoidal_positions.alternative
def _(n, d):
    angle = torch.outer(torch.arange(n).float(), torch.exp(torch.arange(0, d, 2) * (-math.log(10_000.0) / d)))
    return torch.stack([angle.sin(), angle.cos()], dim=-1).flatten(1)


sinusoidal_positions.misconception(
    "All sines come first and all cosines after them. The paper interleaves them: even channels sine, odd channels cosine.",
    "encoding[:, 0::2] = torch.sin(angle) → encoding[:, : d // 2] = torch.sin(angle)",
    "encoding[:, 1::2] = torch.cos(angle) → encoding[:, d // 2 :] = torch.cos(angle)",
)
sinusoidal_positions.misconception(
    "The exponents go up to 1. They are 2i/d, with the whole d below: the slowest frequency is a little faster than 1/10,000.",
    "10_000.0 ** (-torch.arange(0, d, 2) / d) → 10_000.0 ** (-torch.arange(0, d, 2) / max(d - 2, 1))",
)
sinusoidal_positions.misconception(
    "Sine and cosine are swapped: even channels hold the sine.",
    "encoding[:, 0::2] = torch.sin(angle) → encoding[:, 0::2] = torch.cos(angle)",
    "encoding[:, 1::2] = torch.cos(angle) → encoding[:, 1::2] = torch.sin(angle)",
)
sinusoidal_positions.misconception(
    "Channel 2i has the exponent 2i/d; you used i/d, so that the slowest hand turns a hundred times too fast.",
    "torch.arange(0, d, 2) → torch.arange(d // 2)",
)


@sinusoidal_positions.misconception("Positions count from 0: the first row is sin 0 and cos 0.")
def _(n, d):
    return sinusoidal_positions(n + 1, d)[1:]


sinusoidal_positions.misconception(
    "The exponent counts channels twice: `torch.arange(0, d, 2)` holds 2i already, so divide it by d and not by d/2.",
    "-torch.arange(0, d, 2) / d → -2 * torch.arange(0, d, 2) / d",
)
sinusoidal_positions.misconception(
    "Your hands turn faster and faster: the angle is the position *divided* by 10000^(2i/d).",
    "-torch.arange(0, d, 2) / d → torch.arange(0, d, 2) / d",
)


sinusoidal_positions.hints(
    "First the table of angles: one row for each position, one column for each pair of channels.",
    "The frequencies are `10_000 ** (-torch.arange(0, d, 2) / d)`; the angle is position times frequency.",
    "Fill `encoding[:, 0::2]` with the sine of the angles and `encoding[:, 1::2]` with the cosine.",
)
sinusoidal_positions.explain(
    "Each pair of channels is a clock hand with its own speed. A shift by k positions turns every hand by a fixed angle, so "
    "the encoding of t + k is a linear function of that of t."
)

# -- rotate ------------------------------------------------------------------------------------------------------------


@reference(rtol=1e-4, atol=1e-5)
def rotate(x, positions):
    d = x.shape[-1]
    frequency = 10_000.0 ** (-torch.arange(0, d, 2, device=x.device) / d)
    angle = positions[:, None] * frequency
    a, b = x[..., 0::2], x[..., 1::2]
    turned = torch.stack([a * angle.cos() - b * angle.sin(), a * angle.sin() + b * angle.cos()], dim=-1)
    return turned.flatten(-2)


rotate.example(x=torch.tensor([[1.0, 2.0, 3.0, 4.0]]), positions=torch.tensor([1]))
rotate.example(x=torch.tensor([[1.0, 0.0], [1.0, 0.0]]), positions=torch.tensor([0, 2]))


@rotate.cases(n=10)
def _(rng, i):
    n, d = rng.integers(1, 6), 2 * rng.integers(1, 5)
    front = [(), (2,), (2, 2)][i % 3]
    return {"x": normal_tensor(rng, *front, n, d), "positions": torch.tensor(rng.integers(0, 50, size=n))}


@rotate.alternative
def _(x, positions):
    # A rotation of the plane is a multiplication of complex numbers.
    d = x.shape[-1]
    angle = torch.outer(positions.float(), 10_000.0 ** (-torch.arange(0, d, 2) / d))
    pairs = torch.view_as_complex(x.reshape(*x.shape[:-1], d // 2, 2).contiguous())
    return torch.view_as_real(pairs * torch.polar(torch.ones_like(angle), angle)).flatten(-2)


@rotate.misconception("You turned backwards: the first of the pair gets a·cos θ − b·sin θ.")
def _(x, positions):
    return rotate(x, -positions)


rotate.misconception(
    "You paired channel i with channel i + d/2. That is another convention (GPT-NeoX); here neighbours form the pairs.",
    "(x[..., 0::2], x[..., 1::2]) → (x[..., : d // 2], x[..., d // 2 :])",
    "turned.flatten(-2) → turned.transpose(-2, -1).flatten(-2)",
)
rotate.misconception(
    "The results are not interleaved: the turned pair must stand where the pair stood, in channels 2i and 2i+1.",
    "turned.flatten(-2) → turned.transpose(-2, -1).flatten(-2)",
)


@rotate.misconception(
    "You used the row number as the position. A cached decoder rotates one row at position t: use `positions`."
)
def _(x, positions):
    return rotate(x, torch.arange(x.shape[-2]))


@rotate.misconception(
    "You wrote the first of each pair into x before the second was computed. x[..., 0::2] is a view: it changes with x. Keep "
    "copies, or build a new tensor."
)
def _(x, positions):
    turned = rotate(x, positions)
    angle = positions[:, None] * 10_000.0 ** (-torch.arange(0, x.shape[-1], 2) / x.shape[-1])
    first = turned[..., 0::2]
    second = first * angle.sin() + x[..., 1::2] * angle.cos()
    return torch.stack([first, second], dim=-1).flatten(-2)


rotate.misconception(
    "You added where the first of the pair subtracts: a·cos θ − b·sin θ. Yours is a reflection, not a rotation.",
    "a * angle.cos() - b * angle.sin() → a * angle.cos() + b * angle.sin()",
)


rotate.hints(
    "Take the even and the odd channels apart. Each pair (a, b) is turned by its own angle.",
    "`a, b = x[..., 0::2], x[..., 1::2]`. Apply the two formulas above, then put the pairs back side by side.",
    "`torch.stack([a cos − b sin, a sin + b cos], dim=-1).flatten(-2)` interleaves the two results.",
)
rotate.explain(
    "Stacking on a new last axis and flattening interleaves. A rotation keeps lengths, and the product of two rotated vectors "
    "depends on the difference of their angles only."
)
rotate.equivalent(
    "torch.arange(0, d, 2, device=x.device) → torch.arange(0, d, 2)",
    because="the cases live on the CPU, the default device",
)

# -- DecoderBlock ------------------------------------------------------------------------------------------------------


@reference(rtol=1e-4, atol=1e-5)
class DecoderBlock(nn.Module):
    def __init__(self, d_model, n_heads, d_ff):
        super().__init__()
        self.norm1, self.norm2, self.norm3 = (nn.LayerNorm(d_model) for _ in range(3))
        self.self_attention = MultiHeadAttention(d_model, n_heads)
        self.cross_attention = MultiHeadAttention(d_model, n_heads)
        self.feed_forward = nn.Sequential(nn.Linear(d_model, d_ff), nn.GELU(), nn.Linear(d_ff, d_model))

    def forward(self, x, memory, mask=None, memory_mask=None):
        x = x + self.self_attention(self.norm1(x), mask)
        x = x + self.cross_attention(self.norm2(x), memory_mask, memory)
        return x + self.feed_forward(self.norm3(x))


# seed None: each linear layer returns its input, and the norms have no weights of their own.
DecoderBlock.example(
    d_model=2, n_heads=1, d_ff=2, seed=None, x=torch.tensor([[[1.0, 3.0], [4.0, 0.0]]]), memory=torch.tensor([[[5.0, 1.0]]]),
    mask=None, memory_mask=None,
)  # fmt: skip


@DecoderBlock.cases(n=6)
def _(rng, i):
    heads = (1, 2)[i % 2]
    d, n, m = heads * 3, rng.integers(2, 5), rng.integers(2, 5)
    return {
        "d_model": d,
        "n_heads": heads,
        "d_ff": rng.integers(4, 9),
        "seed": rng.integers(1000),
        "x": normal_tensor(rng, 2, n, d) * 2 + 1,
        "memory": normal_tensor(rng, 2, m, d) * 2 + 1,
        "mask": _mask(rng, 2, 1, n, n) if i > 2 else None,
        "memory_mask": _mask(rng, 2, 1, n, m) if i > 3 else None,
    }


@DecoderBlock.probe
def _(candidate, d_model, n_heads, d_ff, seed, x, memory, mask, memory_mask):
    parts, norms = ("self_attention.", "cross_attention."), ("norm1", "norm2", "norm3")
    module = candidate(d_model, n_heads, d_ff)
    return module_output(module, _state(seed, d_model, parts, norms, d_ff), x, memory, mask, memory_mask)


@DecoderBlock.alternative
class _(DecoderBlock.implementation):
    def forward(self, x, memory, mask=None, memory_mask=None):
        steps = (
            lambda y: self.self_attention(self.norm1(y), mask=mask),
            lambda y: self.cross_attention(self.norm2(y), memory=memory, mask=memory_mask),
            lambda y: self.feed_forward[2](F.gelu(self.feed_forward[0](self.norm3(y)))),
        )
        for step in steps:
            x = step(x).add(x)
        return x


_SELF = "self.self_attention(self.norm1(x), mask)"
_CROSS = "self.cross_attention(self.norm2(x), memory_mask, memory)"
_WITHIN = "self.feed_forward(self.norm3(x))"

DecoderBlock.misconception(
    "You normalised after adding (post-norm, the order of the original paper). Here the copy that each part *reads* is normalised.",
    f"x + {_SELF} → self.norm1(x + self.self_attention(x, mask))",
    f"x + {_CROSS} → self.norm2(x + self.cross_attention(x, memory_mask, memory))",
    f"x + {_WITHIN} → self.norm3(x + self.feed_forward(x))",
)
DecoderBlock.misconception(
    "The residual paths are missing: each part *adds* its result to what came in.",
    f"x + {_SELF} → {_SELF}",
    f"x + {_CROSS} → {_CROSS}",
    f"x + {_WITHIN} → {_WITHIN}",
)
DecoderBlock.misconception(
    "What is added to is the normalised copy. The path past each part carries x as it is.",
    f"x + {_SELF} → self.norm1(x) + {_SELF}",
    f"x + {_CROSS} → self.norm2(x) + {_CROSS}",
    f"x + {_WITHIN} → self.norm3(x) + {_WITHIN}",
)
DecoderBlock.misconception(
    "The small network reads the second norm again. It has one of its own, the third, as soon as norms have been trained.",
    "self.norm3(x) → self.norm2(x)",
)
DecoderBlock.misconception(
    "Cross-attention does not look into the memory: without it the module attends from x to x.",
    f"{_CROSS} → self.cross_attention(self.norm2(x), memory_mask[..., : x.shape[1]] if memory_mask is not None and "
    "memory_mask.shape[-1] >= x.shape[1] else None)",
)
DecoderBlock.misconception(
    "You normalised the memory with a norm of the decoder. It is used as it comes.",
    f"{_CROSS} → self.cross_attention(self.norm2(x), memory_mask, self.norm2(memory))",
)
DecoderBlock.misconception(
    "The mask is not passed to the self-attention: padding and the future are seen.",
    f"{_SELF} → self.self_attention(self.norm1(x))",
)
DecoderBlock.misconception(
    "The memory's mask is not passed to the cross-attention: its padding is seen.",
    f"{_CROSS} → self.cross_attention(self.norm2(x), None, memory)",
)
DecoderBlock.misconception(
    "All parts read the block's input. Each must read, and add to, what the one before left.",
    f"x = x + {_SELF} → first = x + {_SELF}",
    f"x = x + {_CROSS} → second = first + {_CROSS}",
    f"x + {_WITHIN} → second + {_WITHIN}",
)


@DecoderBlock.misconception(
    "You look into the memory before the self-attention. The order is: self, cross, feed_forward."
)
class _(DecoderBlock.implementation):
    def forward(self, x, memory, mask=None, memory_mask=None):
        x = x + self.cross_attention(self.norm2(x), memory_mask, memory)
        x = x + self.self_attention(self.norm1(x), mask)
        return x + self.feed_forward(self.norm3(x))


DecoderBlock.hints(
    "Three lines in forward, alike: x plus a part applied to a normalised x. `EncoderBlock` has two of them.",
    "Only one of the attentions gets a memory, and each has its own mask. Mind the order of `forward(x, mask, memory)`.",
    "The middle line is `x = x + self.cross_attention(self.norm2(x), memory_mask, memory)`. Both attentions are "
    "`MultiHeadAttention(d_model, n_heads)`.",
)
DecoderBlock.explain(
    "With pre-norm there is a path from input to output on which nothing is ever rescaled, so gradients reach the first block of "
    "a deep stack undiminished. The memory has passed the encoder's last norm, so it needs none here."
)

# -- decode_step -------------------------------------------------------------------------------------------------------


@reference(rtol=1e-4, atol=1e-5)
def decode_step(q, k, v, cache):
    place = torch.tensor([0 if cache is None else cache[0].shape[-2]], device=q.device)
    q, k = rotate(q, place), rotate(k, place)
    if cache is not None:
        k = torch.cat([cache[0], k], dim=-2)
        v = torch.cat([cache[1], v], dim=-2)
    shared = q.shape[1] // k.shape[1]
    return attention(q, k.repeat_interleave(shared, dim=1), v.repeat_interleave(shared, dim=1)), (k, v)


decode_step.example(
    q=torch.tensor([[[[1.0, 0.0]], [[0.0, 2.0]]]]), k=torch.tensor([[[[1.0, 0.0]]]]), v=torch.tensor([[[[30.0, 40.0]]]]),
    cache=(torch.tensor([[[[1.0, 1.0]]]]), torch.tensor([[[[10.0, 20.0]]]])),
)  # fmt: skip
decode_step.example(
    q=torch.tensor([[[[1.0, 0.0]]]]), k=torch.tensor([[[[0.0, 1.0]]]]), v=torch.tensor([[[[5.0, 6.0]]]]), cache=None
)


@decode_step.cases(n=10)
def _(rng, i):
    b, d, t = 1 + i % 2, 2 * rng.integers(1, 4), rng.integers(1, 5)
    groups, shared = (1, 2, 2, 3)[i % 4], (2, 1, 2, 2)[i % 4]
    inputs = {"q": normal_tensor(rng, b, groups * shared, 1, d) * 2}
    inputs |= {name: normal_tensor(rng, b, groups, 1, d) * 2 for name in ("k", "v")}
    old = tuple(normal_tensor(rng, b, groups, t, d) for _ in range(2))
    return inputs | {"cache": old if i > 1 else None}


@decode_step.alternative
def _(q, k, v, cache):
    t = 0 if cache is None else cache[0].size(2)
    frequency = 10_000.0 ** (-torch.arange(0, q.shape[-1], 2) / q.shape[-1])
    turn = torch.polar(torch.ones_like(frequency), t * frequency)

    def turned(x):
        pairs = torch.view_as_complex(x.reshape(*x.shape[:-1], -1, 2).contiguous())
        return torch.view_as_real(pairs * turn).flatten(-2)

    keys, values = ([turned(k)], [v]) if cache is None else ([cache[0], turned(k)], [cache[1], v])
    keys, values = torch.concatenate(keys, 2), torch.concatenate(values, 2)
    return F.scaled_dot_product_attention(turned(q), keys, values, enable_gqa=True), (keys, values)


decode_step.misconception(
    "The new token is not turned, or turned as if it stood at position 0, which is the same. It comes after the t tokens of the "
    "cache.",
    "cache[0].shape[-2] → 0",
)
decode_step.misconception(
    "Only the query is turned. The key of the new token is turned too, and stored turned, or distances are lost.",
    "q, k = (rotate(q, place), rotate(k, place)) → q = rotate(q, place)",
)
decode_step.misconception(
    "Only the key is turned. Query and key must both be turned, each by its own position.",
    "q, k = (rotate(q, place), rotate(k, place)) → k = rotate(k, place)",
)
decode_step.misconception(
    "Values are not turned: positions enter the comparison of queries and keys, and nothing else.",
    "q, k = (rotate(q, place), rotate(k, place)) → q, k, v = (rotate(q, place), rotate(k, place), rotate(v, place))",
)
decode_step.misconception(
    "The keys of the cache are turned already. You turned them once more.",
    "torch.cat([cache[0], k], dim=-2) → torch.cat([rotate(cache[0], torch.arange(cache[0].shape[-2])), k], dim=-2)",
)
decode_step.misconception(
    "Your position is one too far. Positions count from 0: after t tokens the new one stands at t.",
    "cache[0].shape[-2] → cache[0].shape[-2] + 1",
)


@decode_step.misconception(
    "The new token does not see itself: its key and value must join the cache before you attend."
)
def _(q, k, v, cache):
    output, new = decode_step(q, k, v, cache)
    if cache is None:
        return output, new
    shared = q.shape[1] // k.shape[1]
    keys, values = (part.repeat_interleave(shared, dim=1) for part in cache)
    return attention(rotate(q, torch.tensor([cache[0].shape[-2]])), keys, values), new


@decode_step.misconception(
    "The cache comes back as it was: the next token would not see this one. Return keys and values with the new token."
)
def _(q, k, v, cache):
    output, new = decode_step(q, k, v, cache)
    return output, new if cache is None else cache


decode_step.misconception(
    "The new key and value stand before the old ones. The cache is in the order of the tokens: append at the end.",
    "torch.cat([cache[0], k], dim=-2) → torch.cat([k, cache[0]], dim=-2)",
    "torch.cat([cache[1], v], dim=-2) → torch.cat([v, cache[1]], dim=-2)",
)


@decode_step.misconception(
    "Only this token is attended to; the cache plays no part. Put the old keys and values in front of the new ones."
)
def _(q, k, v, cache):
    _, new = decode_step(q, k, v, cache)
    return v.repeat_interleave(q.shape[1] // k.shape[1], dim=1), new


@decode_step.misconception(
    "The new token sees the first key alone: with one query is_causal=True puts it at position 0. It comes last and may see "
    "everything in the cache, so it needs no mask."
)
def _(q, k, v, cache):
    _, (keys, values) = decode_step(q, k, v, cache)
    return F.scaled_dot_product_attention(q, keys, values, is_causal=True, enable_gqa=True), (keys, values)


decode_step.misconception(
    "The heads of keys and values are dealt round in turn: 0, 1, 0, 1. Neighbouring query heads share one: 0, 0, 1, 1.",
    "k.repeat_interleave(shared, dim=1) → k.repeat(1, shared, 1, 1)",
    "v.repeat_interleave(shared, dim=1) → v.repeat(1, shared, 1, 1)",
)


@decode_step.misconception(
    "Your cache holds the heads after they were repeated. Then nothing is saved: keep kv_heads of them, and repeat for the lookup."
)
def _(q, k, v, cache):
    output, (keys, values) = decode_step(q, k, v, cache)
    shared = q.shape[1] // k.shape[1]
    return output, (keys.repeat_interleave(shared, dim=1), values.repeat_interleave(shared, dim=1))


decode_step.hints(
    "Where does the newest token stand, what may it see, and which tensors hold that?",
    "Turn the new query and key by the position t, the number of tokens in the cache. Append key and value along the axis of "
    "the tokens. Then each head of keys and values serves several neighbouring query heads.",
    "`rotate(q, torch.tensor([t]))`, the key alike; `torch.cat([cache[0], k], dim=-2)`, the value alike; for the lookup "
    "`repeat_interleave(heads // kv_heads, dim=1)`; no mask; return the output and `(k, v)`.",
)
decode_step.explain(
    "The newest token may see everything in the cache and itself, so it needs no mask. Keys are stored turned, as their "
    "positions never change. `torch.cat` makes new tensors, so the old cache stays valid, as a beam search needs. A library's "
    "kernel shares the heads without repeating them in memory."
)

decode_step.equivalent("-2 → 2", because="with four axes the second from the end is number 2")
decode_step.equivalent(
    "torch.tensor([0 if cache is None else cache[0].shape[-2]], device=q.device) → "
    "torch.tensor([0 if cache is None else cache[0].shape[-2]])",
    because="the cases live on the CPU, the default device",
)

# -- what_is_wrong -----------------------------------------------------------------------------------------------------


@reference(role="decision")
def what_is_wrong(model, x, pad):
    with torch.no_grad():
        plain = model(x)

        def differs(other, rows):
            return bool(((model(other) - plain)[rows].abs() > 1e-4).any())

        padding = x.clone()
        padding[:pad] += 1
        if differs(padding, slice(pad, None)):
            return "sees padding"
        for row in range(pad + 1, len(x)):
            later = x.clone()
            later[row:] += 1
            if differs(later, slice(pad, row)):
                return "sees the future"
        order = x.clone()
        order[pad:-1] = x[pad:-1].flip(0)
        return "sound" if differs(order, slice(-1, None)) else "blind to order"


_FAULTS = ("sound", "sees padding", "sees the future", "blind to order")


def _layer(number, n, pad):
    """One layer of attention with the fault number % 4, a sequence for it, and which row has an influence on which."""
    generator = torch.Generator().manual_seed(number)

    def draw(*shape):
        return torch.randn(shape, generator=generator)

    fault, d = _FAULTS[number % 4], 4
    to_query, to_key, to_value = (draw(d, d) / 2 for _ in range(3))
    places = draw(n, d) * (fault != "blind to order")
    visible = torch.ones(n, n, dtype=torch.bool).tril()
    if fault == "sees the future":  # everything, the next row, or the next row at one place alone
        visible = torch.ones(n, n, dtype=torch.bool).tril((n, 1, 0)[number // 4 % 3])
        leak = pad + number // 12 % (n - pad - 1)
        if number // 4 % 3 == 2:
            visible[leak, leak + 1] = True
    if fault != "sees padding":
        visible[:, :pad] = False
    visible[:pad] = True  # what stands at padded rows means nothing

    def layer(x):
        h = x + places
        scores = (h @ to_query) @ (h @ to_key).T / math.sqrt(d)
        return x + scores.masked_fill(~visible, float("-inf")).softmax(dim=-1) @ (h @ to_value)

    return layer, draw(n, d), visible


def _is_clear(number, n, pad):
    """Whether each single change that must show, shows a hundred times more than rounding does."""
    layer, x, visible = _layer(number, n, pad)
    plain, shown = layer(x), []
    for row in range(n):
        moved = x.clone()
        moved[row] += 1
        change = (layer(moved) - plain).abs().amax(dim=1)
        shown += [change[other] for other in range(pad, n) if visible[other, row]]
    if _FAULTS[number % 4] != "blind to order":
        for order in (range(n - 2, pad - 1, -1), [pad + 1, pad, *range(pad + 2, n - 1)], [n - 2, *range(pad, n - 2)]):
            moved = torch.cat([x[:pad], x[list(order)], x[-1:]])
            shown.append((layer(moved) - plain)[-1].abs().max())
    return all(change > 0.01 for change in shown)


what_is_wrong.example(number=4, n=5, pad=1)
what_is_wrong.example(number=11, n=6, pad=2)
what_is_wrong.example(number=14, n=5, pad=1)


@what_is_wrong.cases(n=20)
def _(rng, i):
    pad = 1 + i % 2
    n = pad + 4 + i % 3 // 2
    while True:
        number = 12 * int(rng.integers(10_000)) + 4 * (i // 4 % 3) + i % 4
        if _is_clear(number, n, pad):
            return {"number": number, "n": n, "pad": pad}


@what_is_wrong.cases(n=6)
def _(rng, i):
    # One row sees the one after it, at each place in turn.
    n, pad = 6, 2
    while True:
        number = 12 * (3 * int(rng.integers(3_000)) + i % 3) + 10
        if _is_clear(number, n, pad):
            return {"number": number, "n": n, "pad": pad}


@what_is_wrong.probe
def _(candidate, number, n, pad):
    layer, x, _ = _layer(number, n, pad)
    given = x.clone()
    return {"answer": candidate(layer, given, pad), "x is left as it was": torch.equal(given, x)}


@what_is_wrong.alternative
def _(model, x, pad):
    # Gradients say which row has an influence on which.
    slopes = torch.autograd.functional.jacobian(model, x).abs().amax(dim=(1, 3))
    if (slopes[pad:, :pad] > 1e-6).any():
        return "sees padding"
    if (slopes[pad:, pad:].triu(1) > 1e-6).any():
        return "sees the future"
    last, swapped = len(x) - 1, x.clone()
    swapped[[pad, pad + 1]] = x[[pad + 1, pad]]
    return "blind to order" if torch.allclose(model(swapped)[last], model(x)[last], atol=1e-4, rtol=0) else "sound"


_ORDER = (
    "A layer that is blind to order passes for sound. Rows that change places differ in any case, and real rows that come to stand "
    "in the padding are hidden: change the order of the real rows before the last, leave the last where it is, and watch it alone."
)
_FUTURE = (
    "You find the future in layers that do not see it. A changed row has an influence on itself, on those after it and perhaps on "
    "padded ones, and none of that is a fault: watch only the real rows before it."
)
what_is_wrong.misconception(
    _ORDER,
    "order[pad:-1] = x[pad:-1].flip(0) → order[pad:] = x[pad:].flip(0)",
)
what_is_wrong.misconception(_ORDER, "differs(order, slice(-1, None)) → differs(order, slice(pad, None))")
what_is_wrong.misconception(_ORDER, "order[pad:-1] = x[pad:-1].flip(0) → order[:-1] = x[:-1].flip(0)")
what_is_wrong.misconception(_FUTURE, "differs(later, slice(pad, row)) → differs(later, slice(pad, None))")
what_is_wrong.misconception(_FUTURE, "differs(later, slice(pad, row)) → differs(later, slice(None, row))")
what_is_wrong.misconception(
    "You compare the outputs at padded rows after changing the padding. What stands there means nothing, and it may well change.",
    "differs(padding, slice(pad, None)) → differs(padding, slice(None))",
)
what_is_wrong.misconception(
    "A leak of one position escapes you: the change is too far from the row that is watched. Only the row just before a changed "
    "one shows it.",
    "differs(later, slice(pad, row)) → differs(later, slice(pad, row - 1))",
)
what_is_wrong.misconception(
    "A leak in one place escapes you. Change every later row and watch every real row before it, not only the first or the last.",
    "range(pad + 1, len(x)) → range(len(x) - 1, len(x))",
)
what_is_wrong.misconception(
    "A leak in one place escapes you. Change every later row and watch every real row before it, not only the first or the last.",
    "range(pad + 1, len(x)) → range(pad + 1, pad + 2)",
)
what_is_wrong.misconception(
    "You never find a layer that sees padding. Change the padded rows and watch the real ones.",
    "differs(padding, slice(pad, None)) → False",
)
what_is_wrong.misconception(
    "You never find a layer that sees the future. Change a row, and watch the real rows before it.",
    "differs(later, slice(pad, row)) → False",
)
what_is_wrong.misconception(
    "You demand equality to the last bit. Sums in another order differ by rounding: up to 1e-4 counts as equal.",
    "((model(other) - plain)[rows].abs() > 1e-4).any() → ((model(other) - plain)[rows].abs() > 0).any()",
)

what_is_wrong.hints(
    "Three experiments, one for each fault. In each: what do you change, and at which rows must nothing happen?",
    "Padding: change rows before pad, watch rows from pad on. Future: change a row, watch the real rows before it, for every row. "
    "Order: turn round the real rows before the last, watch the last.",
    "Write a helper that says whether `model(other)` and `model(x)` differ by more than 1e-4 at some rows. Change clones of x.",
)
what_is_wrong.explain(
    "What must not matter is changed, and the rows that must not notice are watched. A mask that is one off shows only in the row "
    "just before the change, and a padded row may return anything. Gradients of outputs by inputs tell the first two as well. "
    "The last test holds for one layer: in a deeper causal stack without positions the tokens before the last know something of "
    "their order, because each sees only its own past."
)
what_is_wrong.equivalent(
    "0.0001 → 0.0002",
    "(model(other) - plain)[rows].abs() > 0.0001 → (model(other) - plain)[rows].abs() >= 0.0001",
    because="influences are clear, and rounding is far below either",
)
what_is_wrong.equivalent(
    "padding[:pad] += 1 → padding[:pad] -= 1",
    "later[row:] += 1 → later[row:] -= 1",
    "1 → 2",
    because="any change will do",
)
what_is_wrong.equivalent("pad + 1 → pad - 1", because="before the first real row there is none to watch")

# -- next_letter -------------------------------------------------------------------------------------------------------

WANTED = 1.3


@reference(role="open", kept_back=("following",))
def next_letter(tokens, n_letters):
    n, letters = len(tokens), F.one_hot(tokens, n_letters).float()
    # The last four letters side by side, older ones weaker. Each key is what stood before its value.
    recent = [F.pad(letters, (0, 0, back, 0))[:n] * math.sqrt(4 * 0.7**back) for back in range(4)]
    context = torch.cat(recent, dim=1) * (4 * n_letters) ** 0.25
    before = F.pad(context, (0, 0, 1, 0))[:n]
    return attention(context, before, letters, torch.ones(n, n, dtype=torch.bool).tril())


def _texts(rng, n_letters, n_texts, length):
    """Texts in one invented language: words out of a small vocabulary, some of them often, with gaps (letter 0)."""
    words = [np.append(rng.integers(1, n_letters, size=rng.integers(2, 7)), 0) for _ in range(12)]
    often = 1 / np.arange(1, 13)
    lines = rng.choice(12, size=(n_texts, length), p=often / often.sum())
    # Each text begins and ends anywhere in a word.
    return torch.tensor(
        np.stack([np.concatenate([words[k] for k in line])[start:][:length] for start, line in enumerate(lines % 12)])
    )


def _by_the_last_letter(texts, n_letters, following):
    """How many letters somebody guesses who knows what mostly followed the last one."""
    hits = 0
    for text, letter in zip(texts, following.tolist(), strict=True):
        followed = torch.zeros(n_letters, n_letters)
        followed.index_put_((text[:-1], text[1:]), torch.tensor(1.0), accumulate=True)
        hits += int(followed[text[-1]].argmax()) == letter
    return hits


@next_letter.probe
def _(candidate, texts, n_letters):
    length, half = len(texts[0]), len(texts[0]) // 2
    scores = [candidate(text.clone(), n_letters) for text in texts]
    for each in scores:
        if tuple(each.shape) != (length, n_letters):
            raise ValueError(f"the scores have shape {tuple(each.shape)}, expected {(length, n_letters)}")
    later = texts[0].clone()
    later[half + 1 :] = (later[half + 1 :] + 1) % n_letters
    return {
        "scores": scores[0],
        "with other letters later": candidate(later, n_letters)[: half + 1],
        "last rows": torch.stack([each[-1] for each in scores]),
    }


@next_letter.verify
def _(got, expected, inputs):
    scores, again, last = got["scores"], got["with other letters later"], got["last rows"]
    if not (torch.isfinite(scores).all() and torch.isfinite(last).all()):
        return "Some of your scores are no finite numbers."
    if not torch.allclose(scores[: len(again)], again, rtol=1e-3, atol=1e-4, equal_nan=True):
        return "Your scores at a position change when a later letter changes."
    # How the texts go on is nowhere but here.
    right = int((last.argmax(dim=1) == inputs["following"]).sum())
    if right < WANTED * _by_the_last_letter(**inputs):
        return "You guess fewer than 1.3 times as many letters as a lookup by the last letter alone."
    return None


# After 0 comes 1 or 2, in turn: one letter is not enough to tell.
next_letter.example(
    texts=torch.tensor([[0, 1, 0, 2, 0, 1, 0], [0, 2, 0, 1, 0, 2, 0], [1, 0, 2, 0, 1, 0, 2]]),
    n_letters=3,
    following=torch.tensor([2, 1, 0]),
)


@next_letter.cases(n=4)
def _(rng):
    # In some languages the last letter tells nearly all. Those in which four letters tell much more are kept.
    while True:
        n_letters = rng.integers(5, 11)
        texts = _texts(rng, n_letters, 40, 81)
        drawn = {"texts": texts[:, :-1].clone(), "n_letters": n_letters, "following": texts[:, -1].clone()}
        right = sum(int(next_letter(text, n_letters)[-1].argmax()) == text_after for text, text_after in _ends(drawn))
        if right >= 1.6 * _by_the_last_letter(**drawn):
            return drawn


def _ends(drawn):
    return zip(drawn["texts"], drawn["following"].tolist(), strict=True)


@next_letter.alternative
def _(tokens, n_letters):
    # Counts instead of a lookup: the longest of the last three letters that has been seen before.
    seen, scores, text = {}, torch.zeros(len(tokens), n_letters), tokens.tolist()
    for i in range(len(text)):
        for length in (1, 2, 3):
            if i >= length:
                before = tuple(text[i - length : i])
                seen.setdefault(before, torch.zeros(n_letters))[text[i]] += 1
        for length in (1, 2, 3):
            scores[i] += 100.0**length * seen.get(
                tuple(text[max(0, i + 1 - length) : i + 1]), torch.zeros(n_letters)
            ).clamp(max=90)
    return scores


@next_letter.alternative
def _(tokens, n_letters):
    # Two heads, one for the last two letters and one for the last three, and the sum of what they find.
    n, one = len(tokens), F.one_hot(tokens, n_letters).float()
    total = torch.zeros(n, n_letters)
    for length in (2, 3):
        context = torch.cat([F.pad(one, (0, 0, back, 0))[:n] for back in range(length)], dim=1) * 7
        total += F.scaled_dot_product_attention(context, F.pad(context, (0, 0, 1, 0))[:n], one, is_causal=True)
    return total


next_letter.misconception(
    "Your scores at a position change when a later letter changes.",
    "torch.ones(n, n, dtype=torch.bool).tril() → torch.ones(n, n, dtype=torch.bool)",
)
next_letter.misconception(
    "Your scores at a position change when a later letter changes.",
    "torch.ones(n, n, dtype=torch.bool).tril() → torch.ones(n, n, dtype=torch.bool).tril(1)",
)
next_letter.misconception(
    "You guess fewer than 1.3 times as many letters as a lookup by the last letter alone.",
    "range(4) → range(1)",
)
next_letter.misconception(
    "You guess fewer than 1.3 times as many letters as a lookup by the last letter alone.",
    "F.pad(context, (0, 0, 1, 0))[:n] → context",
)


@next_letter.misconception("You guess fewer than 1.3 times as many letters as a lookup by the last letter alone.")
def _(tokens, n_letters):
    return F.one_hot(tokens, n_letters).float().cumsum(dim=0)


next_letter.hints(
    "A lookup needs three things at each place j: a key that says what stood before it, a value that says which letter it is, and "
    "for the newest place a query that says what stands there now.",
    "Values: `F.one_hot(tokens, n_letters).float()`. Queries: the last few letters as one-hot vectors side by side. Keys: the same, "
    "moved on by one place, so that the key of j says what stood *before* j. Then a causal mask with its diagonal is right.",
    "`F.pad(letters, (0, 0, back, 0))[:n]` moves rows down by `back`. Multiply queries and keys until the softmax is sharp, and let "
    "older letters count for less.",
)
next_letter.explain(
    "Key j is what stood before j, value j is the letter at j: the best match of the present context brings up what followed it. "
    "With weights that fall with age, the longest match wins and a shorter one helps where there is none. Trained transformers "
    "learn this in two layers: the first moves what stood before into each key, the second looks it up."
)

next_letter.equivalent(
    "(4 * n_letters) ** 0.25 → 4 * n_letters * 0.25",
    "math.sqrt(4 * 0.7 ** back) → 4 * 0.7 ** back",
    "0.25 → 0.5",
    "4 → 5",
    "range(4) → range(4 - 1)",
    because="how sharp the lookup is and how many letters it compares is free: what is asked for is a level",
)
next_letter.equivalent(
    "0 → 1", because="a column of zeros more, or a first row that comes from elsewhere, decides nothing"
)
# -- quizzes -----------------------------------------------------------------------------------------------------------

short_keys = choice(
    "S",
    why={
        "P": "This is one of the two that were divided: with scores of variance 1 the softmax blends alike for any d.",
        "Q": "One key takes nearly all: here the scores have the largest spread. Does a score spread more for short keys or for long ones?",
        "R": "This is one of the two that were divided: with scores of variance 1 the softmax blends alike for any d.",
    },
    because="A score is a sum of d products and grows like √d: its spread is 2 for d = 4 and 32 for d = 1,024, where one key takes nearly all. Divided by √d it is 1 for both. At 2 the softmax still blends, though it leans towards one key more than with the division.",
)
lady = choice(
    "the last one, word 10",
    why={
        "the first one, word 1": "It is the nearest. Slide the query to word 4 and read the caption.",
        "the third one, word 8": "Slide the query to word 4 and read the caption: one “good” is ahead of it.",
        "all three alike": "So it is without positions. Switch to rotary.",
    },
    because="The four vectors are equal, and rotary positions turn pairs of channels by angles that grow with the distance at many speeds: nearer is not always more alike. A trained model has queries and keys that make use of this.",
)
right_padding = choice(
    "R",
    why={
        "P": "Here the real words changed with the padding, so they saw it. From where on the right could a real position see padding, under a causal mask?",
        "Q": "Here the real words changed with the padding, so they saw it. From where on the right could a real position see padding, under a causal mask?",
        "S": "Here the real words changed with the padding, so they saw it. From where on the right could a real position see padding, under a causal mask?",
    },
    because="Padding on the right lies in the future of every real position, and the causal mask hides that already. With padding on the left, or without the causal mask, it must be hidden by a mask of its own.",
)
hidden_late = choice(
    "1.2",
    why={
        "10.6": "That is the result with the first key in it. Without its share of 0.941 × 10 little is left.",
        "20.6": "That is the blend of the other two, as a score of −∞ gives it. Here the weights no longer sum to one.",
        "25": "That would weigh the other two alike. The second matches better than the third.",
    },
    because="0.056 × 20 + 0.003 × 30: the hidden key still stands in the denominator of the softmax and takes its share of the weight away. Hidden before the softmax it leaves the others a sum of one, and the result is 20.6.",
)
shuffled_rows = choice(
    "Q",
    why={
        "P": "Two of the counts are equal: they belong to the network to which order means nothing.",
        "R": "Two of the counts are equal: they belong to the network to which order means nothing.",
        "S": "This is the fewest mistakes. It learned where each row stands; does it do best where none stands there?",
    },
    because="With positions the network learned what the rows mean in their places. Shuffled, they mislead it, and it reads far fewer than the network without positions, which does not notice that anything has happened.",
)
half_scores = choice(
    "Q",
    why={
        "P": "A share of this size occurs twice, and only one of the four blocks is alone with its ratio of n to d.",
        "R": "That is the longest text: twice as long for the same width, and the scores weigh more.",
        "S": "A share of this size occurs twice, and only one of the four blocks is alone with its ratio of n to d.",
    },
    because="The rest of a block costs 24 n d², the two products 4 n² d, so the share depends on n / d alone. They are equal at n = 6 d, which is 384 here and about 25,000 for a model of width 4,096. With d = 128 the 384 tokens are as short as 192 with d = 64.",
)
cache_cost = choice(
    "512 MiB",
    why={
        "64 MiB": "Keys and values each shrink by 8, and their sum too: the factor is not squared.",
        "256 MiB": "The cache above, keys and values together, takes 4 GiB. How many heads of each are left of the 32?",
        "1,024 MiB": "There are 4 heads of keys and values left, not 8.",
    },
    because="The cache holds keys and values, and there are now 4 heads of each instead of 32: 4 GiB / 8.",
)
