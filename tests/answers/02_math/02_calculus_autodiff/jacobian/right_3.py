# torch.autograd.grad with rows of the identity as what comes from above
@lesson.exercise
def jacobian(f, x: np.ndarray) -> np.ndarray:
    point = torch.tensor(x, dtype=torch.float64, requires_grad=True)
    outputs = f(point)
    rows = [
        torch.autograd.grad(outputs, point, grad_outputs=e, retain_graph=True)[0]
        for e in torch.eye(len(outputs), dtype=torch.float64)
    ]
    return torch.stack(rows).numpy()
