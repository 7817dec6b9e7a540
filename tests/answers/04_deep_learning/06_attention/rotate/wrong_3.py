# MISTAKE: The pairs are turned the other way round; inner products still depend on distances only, but the result is not the formula's.
# TOLD: You turned backwards: the first of the pair gets
@lesson.exercise
def rotate(x, positions):
    d = x.shape[-1]
    frequency = 10_000.0 ** (-torch.arange(0, d, 2, device=x.device) / d)
    angle = positions[:, None] * frequency
    a, b = x[..., 0::2], x[..., 1::2]
    turned = torch.stack((a * angle.cos() + b * angle.sin(), b * angle.cos() - a * angle.sin()), dim=-1).flatten(-2)
    return turned
