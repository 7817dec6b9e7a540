"""Solutions of 04_deep_learning/06_attention: Attention."""

import math

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
def attention_mask(lengths, size, causal):
    place = torch.arange(size, device=lengths.device)
    visible = (place[None, :] < lengths[:, None])[:, None, None, :].expand(-1, 1, size, size)
    if causal:
        visible = visible & (place[None, :] <= place[:, None])
    return visible


attention_mask.example(lengths=torch.tensor([2]), size=3, causal=False)


@attention_mask.cases(n=10)
def _(rng, i):
    size = rng.integers(2, 7)
    batch = rng.integers(1, 4)
    return {"lengths": torch.tensor(rng.integers(1, size + 1, size=batch)), "size": size, "causal": bool(i % 2)}


@attention_mask.alternative
def _(lengths, size, causal):
    mask = torch.ones(len(lengths), 1, size, size, dtype=torch.bool)
    for row, length in enumerate(lengths.tolist()):
        mask[row, :, :, length:] = False
    return mask.tril() if causal else mask


@attention_mask.misconception(
    "The causal half is the wrong one: query i may see the keys up to i, which is the lower triangle."
)
def _(lengths, size, causal):
    plain = attention_mask(lengths, size, False)
    return plain.triu() if causal else plain


@attention_mask.misconception("A position may see itself: the diagonal is visible, j ≤ i and not j < i.")
def _(lengths, size, causal):
    plain = attention_mask(lengths, size, False)
    return plain.tril(-1) if causal else plain


@attention_mask.misconception(
    "You hid the padded *queries*. Their outputs are ignored anyway; what must be hidden are the padded keys, the columns."
)
def _(lengths, size, causal):
    plain = attention_mask(lengths, size, False).transpose(-2, -1)
    return plain.tril() if causal else plain


@attention_mask.misconception("True hides in your mask. Here, as in `attention`, True means visible.")
def _(lengths, size, causal):
    return ~attention_mask(lengths, size, causal)


attention_mask.hints(
    "Two conditions on a pair (query i, key j): one compares j with the length, one compares j with i.",
    "`torch.arange(size)` compared with `lengths[:, None]` says which keys are real. Broadcasting does the rest.",
    "`keys = arange[None, :] < lengths[:, None]`, shaped (batch, 1, 1, n) and expanded; if causal, and it with "
    "`arange[None, :] <= arange[:, None]`.",
)
attention_mask.explain(
    "The padding condition depends on the key alone, the causal one on the pair. Both must hold, so they are joined by and."
)

attention_mask.equivalent(
    "torch.arange(size, device=lengths.device) → torch.arange(size)",
    because="the cases live on the CPU, the default device",
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

    def forward(self, x, mask=None):
        batch, n, d_model = x.shape

        def split(y):
            return y.reshape(batch, n, self.n_heads, d_model // self.n_heads).transpose(1, 2)

        blended = attention(split(self.query(x)), split(self.key(x)), split(self.value(x)), mask)
        return self.out(blended.transpose(1, 2).reshape(batch, n, d_model))


def _linear_weights(rng, names, d):
    weights = {}
    for name in names:
        weights[f"{name}.weight"] = normal_tensor(rng, d, d) / math.sqrt(d) * 1.5
        weights[f"{name}.bias"] = normal_tensor(rng, d) * 0.3
    return weights


_PROJECTIONS = ("query", "key", "value", "out")


@MultiHeadAttention.cases(n=8)
def _(rng, i):
    heads = (1, 2, 4, 3)[i % 4]
    d = heads * rng.integers(2, 5)
    n = rng.integers(2, 6)
    return {
        "d_model": d,
        "n_heads": heads,
        "weights": _linear_weights(rng, _PROJECTIONS, d),
        "x": normal_tensor(rng, 2, n, d),
        "mask": _mask(rng, 2, 1, n, n) if i % 2 else None,
    }


@MultiHeadAttention.probe
def _(candidate, d_model, n_heads, weights, x, mask):
    output = module_output(candidate(d_model, n_heads), weights, x, mask)
    return {
        "output": output,
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

    def forward(self, x, mask=None):
        parts = [layer(x).chunk(self.heads, dim=-1) for layer in (self.query, self.key, self.value)]
        masks = [None] * self.heads if mask is None else mask.expand(-1, self.heads, -1, -1).unbind(1)
        blended = [
            F.scaled_dot_product_attention(q, k, v, attn_mask=m) for q, k, v, m in zip(*parts, masks, strict=True)
        ]
        return self.out(torch.cat(blended, dim=-1))


MultiHeadAttention.misconception(
    "You reshaped straight to (batch, heads, n, d_head). That mixes tokens with channels: split the last axis, then transpose.",
    "y.reshape(batch, n, self.n_heads, d_model // self.n_heads).transpose(1, 2) → "
    "y.reshape(batch, self.n_heads, n, d_model // self.n_heads)",
)
MultiHeadAttention.misconception(
    "You reshaped straight to (batch, heads, n, d_head). That mixes tokens with channels: split the last axis, then transpose.",
    "y.reshape(batch, n, self.n_heads, d_model // self.n_heads).transpose(1, 2) → "
    "y.reshape(batch, self.n_heads, n, d_model // self.n_heads)",
    "blended.transpose(1, 2).reshape(batch, n, d_model) → blended.reshape(batch, n, d_model)",
)
MultiHeadAttention.misconception(
    "Your head i has the channels i, i + h, i + 2h, … It is to have a block: split the last axis as (n_heads, d_head), in this "
    "order.",
    "y.reshape(batch, n, self.n_heads, d_model // self.n_heads).transpose(1, 2) → "
    "y.reshape(batch, n, d_model // self.n_heads, self.n_heads).permute(0, 3, 1, 2)",
    "blended.transpose(1, 2).reshape(batch, n, d_model) → blended.permute(0, 2, 3, 1).reshape(batch, n, d_model)",
)
MultiHeadAttention.misconception(
    "The heads are joined without exchanging the axes back: transpose to (batch, n, heads, d_head) before you reshape.",
    "blended.transpose(1, 2).reshape(batch, n, d_model) → blended.reshape(batch, n, d_model)",
)
MultiHeadAttention.misconception(
    "The output projection is missing: `out` lets the heads exchange what they have found.",
    "self.out(blended.transpose(1, 2).reshape(batch, n, d_model)) → blended.transpose(1, 2).reshape(batch, n, d_model)",
)


@MultiHeadAttention.misconception(
    "That is one head over all channels. Split the channels into n_heads groups, each with a softmax of its own."
)
class _(MultiHeadAttention.implementation):
    def forward(self, x, mask=None):
        mask = None if mask is None else mask[:, 0]
        return self.out(attention(self.query(x), self.key(x), self.value(x), mask))


MultiHeadAttention.misconception(
    "The mask is not passed on to `attention`: hidden tokens are seen.",
    "attention(split(self.query(x)), split(self.key(x)), split(self.value(x)), mask) → "
    "attention(split(self.query(x)), split(self.key(x)), split(self.value(x)), None)",
)

MultiHeadAttention.hints(
    "Project, split into heads, look up, join, project. The two middle steps are mirror images of each other.",
    "Splitting: `reshape(batch, n, heads, d_head).transpose(1, 2)`. What undoes it?",
    "`attention(split(q), split(k), split(v), mask)`, then `.transpose(1, 2).reshape(batch, n, d_model)` and `self.out`.",
)
MultiHeadAttention.explain(
    "The last axis is what belongs together in memory, so splitting it keeps each token's channels. After the lookup the axes "
    "are exchanged back before the heads are laid side by side."
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
    "Sine and cosine are exchanged: even channels hold the sine.",
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
    "The results are not interleaved again: the turned pair must stand where the pair stood, in channels 2i and 2i+1.",
    "turned.flatten(-2) → turned.transpose(-2, -1).flatten(-2)",
)


@rotate.misconception(
    "You used the row number as the position. A cached decoder rotates one row at position t: use `positions`."
)
def _(x, positions):
    return rotate(x, torch.arange(x.shape[-2]))


@rotate.misconception(
    "You wrote the first of each pair into x before the second was reckoned. x[..., 0::2] is a view: it changes with x. Keep "
    "copies, or build a new tensor."
)
def _(x, positions):
    turned = rotate(x, positions)
    angle = positions[:, None] * 10_000.0 ** (-torch.arange(0, x.shape[-1], 2) / x.shape[-1])
    first = turned[..., 0::2]
    second = first * angle.sin() + x[..., 1::2] * angle.cos()
    return torch.stack([first, second], dim=-1).flatten(-2)


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

# -- EncoderBlock ------------------------------------------------------------------------------------------------------


@reference(rtol=1e-4, atol=1e-5)
class EncoderBlock(nn.Module):
    def __init__(self, d_model, n_heads, d_ff):
        super().__init__()
        self.norm1 = nn.LayerNorm(d_model)
        self.attention = MultiHeadAttention(d_model, n_heads)
        self.norm2 = nn.LayerNorm(d_model)
        self.feed_forward = nn.Sequential(nn.Linear(d_model, d_ff), nn.GELU(), nn.Linear(d_ff, d_model))

    def forward(self, x, mask=None):
        x = x + self.attention(self.norm1(x), mask)
        return x + self.feed_forward(self.norm2(x))


@EncoderBlock.cases(n=6)
def _(rng, i):
    heads = (1, 2)[i % 2]
    d, ff, n = heads * 3, rng.integers(4, 9), rng.integers(2, 5)
    weights = {f"attention.{k}": w for k, w in _linear_weights(rng, _PROJECTIONS, d).items()}
    for norm in ("norm1", "norm2"):
        weights |= {f"{norm}.weight": 1 + 0.3 * normal_tensor(rng, d), f"{norm}.bias": 0.3 * normal_tensor(rng, d)}
    weights |= {"feed_forward.0.weight": normal_tensor(rng, ff, d), "feed_forward.0.bias": normal_tensor(rng, ff)}
    weights |= {"feed_forward.2.weight": normal_tensor(rng, d, ff), "feed_forward.2.bias": normal_tensor(rng, d)}
    x = normal_tensor(rng, 2, n, d) * 2 + 1
    return {
        "d_model": d,
        "n_heads": heads,
        "d_ff": ff,
        "weights": weights,
        "x": x,
        "mask": _mask(rng, 2, 1, n, n) if i > 2 else None,
    }


@EncoderBlock.probe
def _(candidate, d_model, n_heads, d_ff, weights, x, mask):
    return module_output(candidate(d_model, n_heads, d_ff), weights, x, mask)


@EncoderBlock.alternative
class _(EncoderBlock.implementation):
    def forward(self, x, mask=None):
        between = self.attention.forward(self.norm1(x), mask=mask).add(x)
        within = self.feed_forward[2](F.gelu(self.feed_forward[0](self.norm2(between))))
        return torch.add(between, within)


EncoderBlock.misconception(
    "You normalised after adding (post-norm, the order of the original paper). Here the copy that each part *reads* is normalised.",
    "x + self.attention(self.norm1(x), mask) → self.norm1(x + self.attention(x, mask))",
    "x + self.feed_forward(self.norm2(x)) → self.norm2(x + self.feed_forward(x))",
)
EncoderBlock.misconception(
    "The residual paths are missing: each part *adds* its result to what came in.",
    "x + self.attention(self.norm1(x), mask) → self.attention(self.norm1(x), mask)",
    "x + self.feed_forward(self.norm2(x)) → self.feed_forward(self.norm2(x))",
)
EncoderBlock.misconception(
    "The second step adds to the block's input. It must add to the result of the first step, or attention's share is lost.",
    "x = x + self.attention(self.norm1(x), mask) → first = x + self.attention(self.norm1(x), mask)",
    "self.norm2(x) → self.norm2(first)",
)
EncoderBlock.misconception(
    "The mask is not passed to the attention: padding and the future are seen.",
    "self.attention(self.norm1(x), mask) → self.attention(self.norm1(x))",
)

EncoderBlock.hints(
    "Two lines in forward, alike: x plus a part applied to a normalised x.",
    "The first part is `self.attention(self.norm1(x), mask)`, the second `self.feed_forward(self.norm2(x))` with the new x.",
    "Parts: `MultiHeadAttention(d_model, n_heads)` and `nn.Sequential(nn.Linear(d_model, d_ff), nn.GELU(), "
    "nn.Linear(d_ff, d_model))`.",
)
EncoderBlock.explain(
    "With pre-norm there is a path from input to output on which nothing is ever rescaled, so gradients reach the first block of "
    "a deep stack undiminished."
)

# -- decode_step -------------------------------------------------------------------------------------------------------


@reference(rtol=1e-4, atol=1e-5)
def decode_step(q, k, v, cache):
    if cache is not None:
        k = torch.cat([cache[0], k], dim=-2)
        v = torch.cat([cache[1], v], dim=-2)
    return attention(q, k, v), (k, v)


@decode_step.cases(n=8)
def _(rng, i):
    b, h, d, t = 1 + i % 2, rng.integers(1, 3), rng.integers(2, 5), rng.integers(1, 5)
    inputs = {name: normal_tensor(rng, b, h, 1, d) * 2 for name in ("q", "k", "v")}
    return inputs | {"cache": (normal_tensor(rng, b, h, t, d), normal_tensor(rng, b, h, t, d)) if i else None}


@decode_step.alternative
def _(q, k, v, cache):
    keys, values = ([k], [v]) if cache is None else ([cache[0], k], [cache[1], v])
    keys, values = torch.concatenate(keys, 2), torch.concatenate(values, 2)
    return F.scaled_dot_product_attention(q, keys, values), (keys, values)


@decode_step.misconception(
    "The new token does not see itself: its key and value must join the cache before you attend."
)
def _(q, k, v, cache):
    if cache is None:
        return attention(q, k, v), (k, v)
    new = tuple(torch.cat([old, fresh], dim=-2) for old, fresh in zip(cache, (k, v)))
    return attention(q, *cache), new


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
    return attention(q, k, v), new


@decode_step.misconception(
    "The new token sees the first key alone: with one query is_causal=True puts it at position 0. It comes last and may see "
    "everything in the cache, so it needs no mask."
)
def _(q, k, v, cache):
    _, (keys, values) = decode_step(q, k, v, cache)
    return F.scaled_dot_product_attention(q, keys, values, is_causal=True), (keys, values)


decode_step.hints(
    "What may the newest token see? All earlier ones and itself. Which tensors hold them?",
    "Append the new key to the cached keys along the axis of the tokens, the values alike; then it is plain attention.",
    "`torch.cat([cache[0], k], dim=-2)` and the same for v; no mask is needed; return the output and `(k, v)`.",
)
decode_step.explain(
    "The newest token is the last one, so it may see everything in the cache and itself: no mask. Appending first includes "
    "itself. `torch.cat` makes new tensors, so the old cache stays valid, as a beam search needs."
)

decode_step.equivalent("-2 → 2", because="with four axes the second from the end is number 2")

# -- quizzes -----------------------------------------------------------------------------------------------------------

scale_reason = choice(
    "picks nearly one key for each query, and almost no gradient reaches the scores",
    why={
        "is the same: the softmax normalises anyway": "The softmax normalises the sum, not the contrast between its inputs.",
        "weighs all keys alike": "The opposite: large scores make the softmax nearly a hard maximum.",
    },
    because="A sum of d products has standard deviation √d; scores that large saturate the softmax, whose gradient vanishes.",
)
mask_softmax = choice(
    "the weights of a query no longer sum to one, and hidden keys still change the result",
    why={
        "the result is the same": "The softmax has already divided by a sum that includes the hidden keys.",
        "an exception is raised": "Nothing is raised: that is what makes this bug expensive.",
    },
    because="The denominator of the softmax was computed with the hidden scores in it.",
)
blind = choice(
    "are exactly equal",
    why={
        "differ: the words are in another order": "Self-attention has no notion of order: each word sees the same set of words.",
        "are equal only for one layer": "Every layer permutes its outputs as its inputs were permuted; so does the whole stack.",
    },
    because="Permuting the words permutes the outputs, and an average does not notice.",
)
cache_cost = choice(
    "4 times smaller",
    why={
        "16 times smaller": "Keys and values each shrink by 4, and their sum too: the factor is not squared.",
        "2 times smaller": "Both tensors shrink, not only one of them.",
        "no smaller: the queries are not cached": "True of the queries, but the cached keys and values have 4 times fewer heads.",
    },
    because="The cache holds keys and values, and there are now 8 heads of each instead of 32.",
)
