# MISTAKE: The sines fill the first half of the channels and the cosines the second half instead of alternating.
# TOLD: All sines come first and all cosines after them.
@lesson.exercise
def sinusoidal_positions(n, d):
    angle = torch.arange(n)[:, None] / 10_000 ** (torch.arange(0, d, 2) / d)
    return torch.cat([angle.sin(), angle.cos()], dim=1)
