# MISTAKE: The turned pairs are right, but all first entries are put before all second ones instead of being interleaved again.
# TOLD: The results are not interleaved: the turned pair must
@lesson.exercise
def rotate(x, positions):
    d = x.shape[-1]
    frequency = 10_000.0 ** (-torch.arange(0, d, 2, device=x.device) / d)
    angle = positions[:, None] * frequency
    a, b = x[..., 0::2], x[..., 1::2]
    turned = torch.cat((a * angle.cos() - b * angle.sin(), a * angle.sin() + b * angle.cos()), dim=-1)
    return turned
