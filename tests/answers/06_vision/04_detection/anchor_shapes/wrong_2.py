# MISTAKE: Widths and heights are cut into quantiles each for itself, so a wide and low object and a narrow and high one get no shape.
# TOLD: From the narrowest of your shapes to the widest
@lesson.exercise
def anchor_shapes(sizes, k):
    shares = (torch.arange(k) + 0.5) / k
    return torch.stack([torch.quantile(sizes[:, 0].float(), shares), torch.quantile(sizes[:, 1].float(), shares)], dim=1)
