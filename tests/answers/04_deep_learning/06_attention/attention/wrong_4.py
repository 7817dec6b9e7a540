# MISTAKE: The hidden weights are set to zero after the softmax, so the hidden keys still count in its denominator.
# TOLD: You zeroed the weights after the softmax. They no
@lesson.exercise
def attention(q, k, v, mask=None):
    weights = (q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])).softmax(dim=-1)
    if mask is not None:
        weights = weights * mask
    return weights @ v
