# MISTAKE: The shapes are spread evenly between the smallest and the largest size, wherever the boxes really are.
# TOLD: From the narrowest of your shapes to the widest
@lesson.exercise
def anchor_shapes(sizes, k):
    low, high = sizes.float().min(dim=0).values, sizes.float().max(dim=0).values
    return low + (high - low) * torch.linspace(0, 1, k)[:, None]
