# MISTAKE: Thinks that retain_graph makes .grad accumulate: drops it and computes f anew, but .grad still adds up.
# TOLD: The rows are still running sums: `backward` adds to `.grad`.
@lesson.exercise
def jacobian(f, x: np.ndarray) -> np.ndarray:
    point = torch.tensor(x, requires_grad=True)
    rows = []
    for k in range(len(f(point))):
        f(point)[k].backward()
        rows.append(point.grad.clone())
    return torch.stack(rows).numpy()
