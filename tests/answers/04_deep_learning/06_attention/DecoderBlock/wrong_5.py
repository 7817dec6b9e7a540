# MISTAKE: The mask of the memory is not handed to the cross-attention, which therefore sees the padding of the memory.
# TOLD: The memory's mask is not passed to the cross-attention:
@lesson.exercise
class DecoderBlock(nn.Module):
    def __init__(self, d_model, n_heads, d_ff):
        super().__init__()
        self.norm1, self.norm2, self.norm3 = (nn.LayerNorm(d_model) for _ in range(3))
        self.self_attention = MultiHeadAttention(d_model, n_heads)
        self.cross_attention = MultiHeadAttention(d_model, n_heads)
        self.feed_forward = nn.Sequential(nn.Linear(d_model, d_ff), nn.GELU(), nn.Linear(d_ff, d_model))

    def forward(self, x, memory, mask=None, memory_mask=None):
        x = x + self.self_attention(self.norm1(x), mask)
        x = x + self.cross_attention(self.norm2(x), memory=memory)
        return x + self.feed_forward(self.norm3(x))
