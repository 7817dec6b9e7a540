# MISTAKE: The scores are not divided by the square root of d.
# TOLD: The scores are not scaled: divide by the root
@lesson.exercise
def attention(q, k, v, mask=None):
    scores = q @ k.transpose(-2, -1)
    if mask is not None:
        scores = scores.masked_fill(~mask, float("-inf"))
    return scores.softmax(dim=-1) @ v
