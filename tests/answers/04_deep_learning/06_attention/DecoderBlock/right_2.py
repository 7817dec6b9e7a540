# RIGHT: a loop over pairs of a norm and a step
@lesson.exercise
class DecoderBlock(nn.Module):
    def __init__(self, d_model, n_heads, d_ff):
        super().__init__()
        self.norm1, self.norm2, self.norm3 = (nn.LayerNorm(d_model) for _ in range(3))
        self.self_attention = MultiHeadAttention(d_model, n_heads)
        self.cross_attention = MultiHeadAttention(d_model, n_heads)
        self.feed_forward = nn.Sequential(nn.Linear(d_model, d_ff), nn.GELU(), nn.Linear(d_ff, d_model))

    def forward(self, x, memory, mask=None, memory_mask=None):
        steps = [
            (self.norm1, lambda y: self.self_attention(y, mask=mask)),
            (self.norm2, lambda y: self.cross_attention(y, mask=memory_mask, memory=memory)),
            (self.norm3, self.feed_forward),
        ]
        for norm, step in steps:
            x = x + step(norm(x))
        return x
