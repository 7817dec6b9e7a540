# MISTAKE: The frequencies are spaced so that the last is exactly 1/10,000, with an exponent of 2i/(d - 2) instead of 2i/d.
# TOLD: The exponents go up to 1. They are 2i/d,
@lesson.exercise
def sinusoidal_positions(n, d):
    angle = torch.arange(n)[:, None] * torch.logspace(0, -4, d // 2)
    return torch.stack([angle.sin(), angle.cos()], dim=-1).flatten(1)
