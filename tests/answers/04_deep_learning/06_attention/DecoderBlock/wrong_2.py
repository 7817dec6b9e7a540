# MISTAKE: Each norm is applied after the sum (post-norm, as in the paper of 2017) instead of to what a step reads.
# TOLD: You normalised after adding (post-norm, the order of the
@lesson.exercise
class DecoderBlock(nn.Module):
    def __init__(self, d_model, n_heads, d_ff):
        super().__init__()
        self.norm1, self.norm2, self.norm3 = (nn.LayerNorm(d_model) for _ in range(3))
        self.self_attention = MultiHeadAttention(d_model, n_heads)
        self.cross_attention = MultiHeadAttention(d_model, n_heads)
        self.feed_forward = nn.Sequential(nn.Linear(d_model, d_ff), nn.GELU(), nn.Linear(d_ff, d_model))

    def forward(self, x, memory, mask=None, memory_mask=None):
        x = self.norm1(x + self.self_attention(x, mask))
        x = self.norm2(x + self.cross_attention(x, memory_mask, memory))
        return self.norm3(x + self.feed_forward(x))
