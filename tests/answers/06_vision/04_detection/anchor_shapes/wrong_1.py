# MISTAKE: k-means starts at random sizes without a seed, so that equal calls return different shapes.
# TOLD: Two equal calls returned different shapes. Seed what is
@lesson.exercise
def anchor_shapes(sizes, k):
    shapes = sizes[torch.randperm(len(sizes))[:k]].clone().float()
    for _ in range(20):
        inter = torch.minimum(sizes[:, None], shapes[None]).prod(dim=-1)
        own = (inter / (sizes.prod(dim=-1)[:, None] + shapes.prod(dim=-1)[None] - inter)).argmax(dim=1)
        for j in range(k):
            if (own == j).any():
                shapes[j] = sizes[own == j].mean(dim=0)
    return shapes
