# MISTAKE: The rows are numbered 0, 1, 2 ... instead of using the positions that were given.
# TOLD: You used the row number as the position. A
@lesson.exercise
def rotate(x, positions):
    d = x.shape[-1]
    frequency = 10_000.0 ** (-torch.arange(0, d, 2, device=x.device) / d)
    angle = torch.arange(x.shape[-2], device=x.device)[:, None] * frequency
    a, b = x[..., 0::2], x[..., 1::2]
    turned = torch.stack((a * angle.cos() - b * angle.sin(), a * angle.sin() + b * angle.cos()), dim=-1).flatten(-2)
    return turned
