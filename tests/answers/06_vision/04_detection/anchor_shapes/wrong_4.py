# MISTAKE: A cluster that has lost all its boxes gets the mean of nothing, NaN, which happens as soon as two starts are equal.
# TOLD: For sizes of which only three differ, and k
@lesson.exercise
def anchor_shapes(sizes, k):
    generator = torch.Generator().manual_seed(0)
    shapes = sizes[torch.randperm(len(sizes), generator=generator)[:k]].clone().float()
    for _ in range(30):
        inter = torch.minimum(sizes[:, None], shapes[None]).prod(dim=-1)
        own = (inter / (sizes.prod(dim=-1)[:, None] + shapes.prod(dim=-1)[None] - inter)).argmax(dim=1)
        shapes = torch.stack([sizes[own == j].float().mean(dim=0) for j in range(k)])
    return shapes
