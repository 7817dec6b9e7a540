# RIGHT: an empty table whose even and odd columns are filled
@lesson.exercise
def sinusoidal_positions(n, d):
    angle = torch.arange(n)[:, None] / 10_000 ** (torch.arange(0, d, 2) / d)
    table = torch.empty(n, d)
    table[:, 0::2] = angle.sin()
    table[:, 1::2] = angle.cos()
    return table
