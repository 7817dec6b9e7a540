# MISTAKE: The softmax runs over the queries (dim=-2), so that the weights of a query do not sum to one.
# TOLD: The softmax runs over the queries. Each query spreads
@lesson.exercise
def attention(q, k, v, mask=None):
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    if mask is not None:
        scores = scores.masked_fill(~mask, -1e9)
    return scores.softmax(dim=-2) @ v
