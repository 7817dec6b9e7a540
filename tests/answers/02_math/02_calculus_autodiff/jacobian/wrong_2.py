# MISTAKE: Takes off the row before only, not all the rows before, so it goes wrong from the third output on.
# TOLD: You took the row before off again. In `.grad` lie all
@lesson.exercise
def jacobian(f, x: np.ndarray) -> np.ndarray:
    point = torch.tensor(x, requires_grad=True)
    rows = []
    for output in f(point):
        output.backward(retain_graph=True)
        rows.append(point.grad.clone() - (rows[-1] if rows else 0))
    return torch.stack(rows).numpy()
