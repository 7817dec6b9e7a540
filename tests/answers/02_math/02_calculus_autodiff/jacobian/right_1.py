# clear .grad before each pass back
@lesson.exercise
def jacobian(f, x: np.ndarray) -> np.ndarray:
    point = torch.tensor(x, dtype=torch.float64, requires_grad=True)
    rows = []
    for output in f(point):
        point.grad = None
        output.backward(retain_graph=True)
        rows.append(point.grad.clone())
    return torch.stack(rows).numpy()
