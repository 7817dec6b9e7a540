# RIGHT: einsum, scales the query beforehand, and a softmax written by hand that subtracts the maximum
def _weights(scores):
    e = torch.exp(scores - scores.amax(dim=-1, keepdim=True))
    return e / e.sum(dim=-1, keepdim=True)


@lesson.exercise
def attention(q, k, v, mask=None):
    scores = torch.einsum("...nd,...md->...nm", q * q.shape[-1] ** -0.5, k)
    if mask is not None:
        scores = torch.where(mask, scores, torch.tensor(float("-inf"), device=scores.device))
    return torch.einsum("...nm,...me->...ne", _weights(scores), v)
