# MISTAKE: Stacks the gradients as columns, which is the transpose.
# TOLD: Your matrix is transposed: there is a row for each output
@lesson.exercise
def jacobian(f, x: np.ndarray) -> np.ndarray:
    point = torch.tensor(x, requires_grad=True)
    rows = []
    for output in f(point):
        rows.append(torch.autograd.grad(output, point, retain_graph=True)[0])
    return torch.stack(rows, dim=1).numpy()
