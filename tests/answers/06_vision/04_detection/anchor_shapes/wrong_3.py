# MISTAKE: Only the areas are clustered, and all shapes are squares.
# TOLD: All your shapes are squares. The boxes are not:
@lesson.exercise
def anchor_shapes(sizes, k):
    sides = sizes.float().prod(dim=1).sqrt()
    side = torch.quantile(sides, (torch.arange(k) + 0.5) / k)
    return torch.stack([side, side], dim=1)
