# RIGHT: a table of the lengths of common endings, grown row by row, exponentiated and summed without any softmax
@lesson.exercise
def next_letter(tokens, n_letters):
    n = len(tokens)
    one = F.one_hot(tokens, n_letters).double()
    run = torch.zeros(n, dtype=torch.double)  # run[j]: how many letters up to j agree with those up to i
    rows = []
    for i in range(n):
        same = (tokens == tokens[i]).double()
        shifted = torch.cat([torch.zeros(1, dtype=torch.double), run[:-1]])
        run = same * (shifted + 1)
        weights = 5.0 ** run[:i].clamp(max=6)
        rows.append(weights @ one[1 : i + 1])
    return torch.stack(rows).float()
