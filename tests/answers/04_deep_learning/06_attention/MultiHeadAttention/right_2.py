# RIGHT: a loop over the heads, each a slice of the channels, joined by cat
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

    def forward(self, x, mask=None, memory=None):
        if memory is None:
            memory = x
        batch, n, d = x.shape
        size = d // self.n_heads
        q, k, v = self.query(x), self.key(memory), self.value(memory)
        if mask is not None:
            mask = mask.broadcast_to(batch, self.n_heads, n, memory.shape[1])
        heads = []
        for i in range(self.n_heads):
            part = slice(i * size, (i + 1) * size)
            heads.append(attention(q[..., part], k[..., part], v[..., part], None if mask is None else mask[:, i]))
        return self.out(torch.cat(heads, dim=-1))
