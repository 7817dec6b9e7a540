# RIGHT: view, transpose, the lesson's attention, and back
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
        split = lambda t: t.view(t.shape[0], t.shape[1], self.n_heads, -1).transpose(1, 2)
        result = attention(split(self.query(x)), split(self.key(source)), split(self.value(source)), mask)
        return self.out(result.transpose(1, 2).reshape(x.shape))
