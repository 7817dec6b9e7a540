# MISTAKE: Channel i is paired with channel i + d/2, as many programs do, instead of 2i with 2i + 1.
# TOLD: You paired channel i with channel i + d/2.
@lesson.exercise
def rotate(x, positions):
    d = x.shape[-1]
    frequency = 10_000.0 ** (-torch.arange(0, d, 2, device=x.device) / d)
    angle = positions[:, None] * frequency
    a, b = x.chunk(2, dim=-1)
    turned = torch.cat((a * angle.cos() - b * angle.sin(), a * angle.sin() + b * angle.cos()), dim=-1)
    return turned
