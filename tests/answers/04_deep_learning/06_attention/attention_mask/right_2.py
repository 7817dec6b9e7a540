# RIGHT: four plain loops, cell by cell
def _may_see(i, j, length, causal, window):
    if j >= length:
        return False
    if causal and j > i:
        return False
    return window is None or j > i - window


@lesson.exercise
def attention_mask(lengths, size, causal, window=None):
    rows = [
        [[[_may_see(i, j, length, causal, window) for j in range(size)] for i in range(size)]]
        for length in lengths.tolist()
    ]
    return torch.tensor(rows, dtype=torch.bool, device=lengths.device)
