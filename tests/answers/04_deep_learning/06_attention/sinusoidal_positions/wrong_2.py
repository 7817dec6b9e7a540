# MISTAKE: The exponent is i/d instead of 2i/d, so that the slowest hand is at 100 rather than near 10,000.
# TOLD: Channel 2i has the exponent 2i/d; you used i/d,
@lesson.exercise
def sinusoidal_positions(n, d):
    angle = torch.arange(n)[:, None] / 10_000 ** (torch.arange(d // 2) / d)
    return torch.stack([angle.sin(), angle.cos()], dim=-1).flatten(1)
