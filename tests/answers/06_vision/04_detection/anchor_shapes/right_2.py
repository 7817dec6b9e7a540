# RIGHT: k-means on the logarithms in numpy, seeded k-means++ starts, the run with the best mean IoU kept
def _fit(sizes, shapes):
    shared = np.minimum(sizes[:, None], shapes[None]).prod(axis=2)
    return (shared / (sizes.prod(axis=1)[:, None] + shapes.prod(axis=1)[None] - shared)).max(axis=1).mean()


def _squares(points, centres):
    return ((points[:, None] - np.asarray(centres)[None]) ** 2).sum(axis=2)


@lesson.exercise
def anchor_shapes(sizes, k):
    sizes = sizes.numpy().astype(np.float64)
    points, rng, runs = np.log(sizes), np.random.default_rng(0), []
    for _ in range(25):
        centres = [points[rng.integers(len(points))]]
        while len(centres) < k:
            gaps = _squares(points, centres).min(axis=1) + 1e-12
            centres.append(points[rng.choice(len(points), p=gaps / gaps.sum())])
        centres = np.array(centres)
        for _ in range(40):
            own = _squares(points, centres).argmin(axis=1)
            centres = np.array([np.median(points[own == j], axis=0) if (own == j).any() else centres[j] for j in range(k)])
            runs.append(np.exp(centres))
    return torch.tensor(max(runs, key=lambda shapes: _fit(sizes, shapes)), dtype=torch.float32)
