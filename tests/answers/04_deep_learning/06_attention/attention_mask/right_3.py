# RIGHT: triangles by tril and triu, then the columns of the padding are blanked one sequence at a time
@lesson.exercise
def attention_mask(lengths, size, causal, window=None):
    square = torch.ones(size, size, dtype=torch.bool, device=lengths.device)
    if causal:
        square = torch.tril(square)
    if window is not None:
        square = torch.triu(square, diagonal=1 - window)
    result = square.repeat(len(lengths), 1, 1, 1)
    for row, length in enumerate(lengths):
        result[row, :, :, int(length):] = False
    return result
