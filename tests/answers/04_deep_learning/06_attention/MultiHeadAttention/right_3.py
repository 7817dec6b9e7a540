# RIGHT: unflatten, einsum for both products and its own softmax, no call of attention
@lesson.exercise
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

    def _heads(self, layer, t):
        return layer(t).unflatten(-1, (self.n_heads, -1))

    def forward(self, x, mask=None, memory=None):
        memory = x if memory is None else memory
        q, k, v = self._heads(self.query, x), self._heads(self.key, memory), self._heads(self.value, memory)
        scores = torch.einsum("bnhd,bmhd->bhnm", q, k) / q.shape[-1] ** 0.5
        if mask is not None:
            scores = scores.masked_fill(mask.logical_not(), float("-inf"))
        return self.out(torch.einsum("bhnm,bmhd->bnhd", torch.softmax(scores, -1), v).flatten(2))
