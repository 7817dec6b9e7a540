# MISTAKE: The turned pairs are written back into x itself, which was not to be changed.
# TOLD: The result is right, but the call changed its
@lesson.exercise
def rotate(x, positions):
    d = x.shape[-1]
    frequency = 10_000.0 ** (-torch.arange(0, d, 2, device=x.device) / d)
    angle = positions[:, None] * frequency
    a, b = x[..., 0::2].clone(), x[..., 1::2].clone()
    turned = x
    turned[..., 0::2] = a * angle.cos() - b * angle.sin()
    turned[..., 1::2] = a * angle.sin() + b * angle.cos()
    return turned
