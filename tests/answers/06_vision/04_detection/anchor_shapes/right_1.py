# RIGHT: k-means with IoU in place of distance, several seeded starts, the best kept
def _shape_iou(sizes, shapes):
    inter = torch.minimum(sizes[:, None], shapes[None]).prod(dim=-1)
    return inter / (sizes.prod(dim=-1)[:, None] + shapes.prod(dim=-1)[None] - inter)


@lesson.exercise
def anchor_shapes(sizes, k):
    generator = torch.Generator().manual_seed(0)
    best, best_fit = None, -1.0
    for _ in range(10):
        shapes = sizes[torch.randperm(len(sizes), generator=generator)[:k]].clone().float()
        for _ in range(50):
            own = _shape_iou(sizes, shapes).argmax(dim=1)
            for j in range(k):
                if (own == j).any():
                    shapes[j] = sizes[own == j].median(dim=0).values
            fit = _shape_iou(sizes, shapes).max(dim=1).values.mean().item()
            if fit > best_fit:
                best, best_fit = shapes.clone(), fit
    return best
