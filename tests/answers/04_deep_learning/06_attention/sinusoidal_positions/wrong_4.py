# MISTAKE: Each channel has a frequency of its own, so that a cosine has not the angle of the sine before it.
@lesson.exercise
def sinusoidal_positions(n, d):
    angle = torch.arange(n)[:, None] / 10_000 ** (torch.arange(d) / d)
    table = angle.sin()
    table[:, 1::2] = angle[:, 1::2].cos()
    return table
