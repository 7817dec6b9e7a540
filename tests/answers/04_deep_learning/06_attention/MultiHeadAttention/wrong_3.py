# MISTAKE: The channels are dealt out to the heads in turn (head i gets i, i + h, ...) instead of in consecutive groups.
# TOLD: Your head i has the channels i, i +
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
        source = x if memory is None else memory
        split = lambda t: t.unflatten(-1, (-1, self.n_heads)).permute(0, 3, 1, 2)
        result = attention(split(self.query(x)), split(self.key(source)), split(self.value(source)), mask)
        return self.out(result.permute(0, 2, 3, 1).flatten(2))
