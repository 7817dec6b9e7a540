# MISTAKE: The softmax is written by hand without subtracting the largest score, so that large scores overflow to infinity and give NaN.
# TOLD: The exponentials of large scores overflow, and ∞/∞ is
@lesson.exercise
def attention(q, k, v, mask=None):
    e = torch.exp(q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1]))
    if mask is not None:
        e = e * mask
    return (e / e.sum(dim=-1, keepdim=True)) @ v
