# MISTAKE: Zeroes .grad in place but no longer clones, so all rows are the same memory.
# TOLD: The `.clone()` is gone, and `.grad` is zeroed in place:
@lesson.exercise
def jacobian(f, x: np.ndarray) -> np.ndarray:
    point = torch.tensor(x, requires_grad=True)
    rows = []
    for output in f(point):
        if point.grad is not None:
            point.grad.zero_()
        output.backward(retain_graph=True)
        rows.append(point.grad)
    return torch.stack(rows).numpy()
