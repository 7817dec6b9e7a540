# MISTAKE: The norm replaces x itself, so that each step is added to the normalised copy instead of to what came in.
# TOLD: What is added to is the normalised copy. The
@lesson.exercise
class DecoderBlock(nn.Module):
    def __init__(self, d_model, n_heads, d_ff):
        super().__init__()
        self.norm1, self.norm2, self.norm3 = (nn.LayerNorm(d_model) for _ in range(3))
        self.self_attention = MultiHeadAttention(d_model, n_heads)
        self.cross_attention = MultiHeadAttention(d_model, n_heads)
        self.feed_forward = nn.Sequential(nn.Linear(d_model, d_ff), nn.GELU(), nn.Linear(d_ff, d_model))

    def forward(self, x, memory, mask=None, memory_mask=None):
        x = self.norm1(x)
        x = x + self.self_attention(x, mask)
        x = self.norm2(x)
        x = x + self.cross_attention(x, memory_mask, memory)
        x = self.norm3(x)
        return x + self.feed_forward(x)
