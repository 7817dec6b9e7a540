# MISTAKE: The positions are counted from 1.
# TOLD: Positions count from 0: the first row is sin
@lesson.exercise
def sinusoidal_positions(n, d):
    angle = torch.arange(1, n + 1)[:, None] / 10_000 ** (torch.arange(0, d, 2) / d)
    return torch.stack([angle.sin(), angle.cos()], dim=-1).flatten(1)
