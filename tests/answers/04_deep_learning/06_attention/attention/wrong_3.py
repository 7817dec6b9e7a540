# MISTAKE: Hidden scores are set to -1000, which is not low enough when the visible scores are themselves in the minus thousands.
@lesson.exercise
def attention(q, k, v, mask=None):
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    if mask is not None:
        scores = scores.masked_fill(~mask, -1000.0)
    return scores.softmax(dim=-1) @ v
