# MISTAKE: Averages over the batch for the row of biases, where the paths have to be added.
# TOLD: You averaged the derivatives of the bias over the rows.
@lesson.exercise
def pull_back(operation: str, operands: tuple[np.ndarray, ...], value: np.ndarray, grad: np.ndarray) -> tuple:
    if operation == "sum":
        return (np.full(operands[0].shape, grad),)
    if operation == "log_softmax":
        return (grad - np.exp(value) * grad.sum(axis=1, keepdims=True),)
    if operation == "tanh":
        return (grad * (1 - value**2),)
    a, b = operands
    if operation == "multiply":
        return grad * b, grad * a
    if operation == "matmul":
        return grad @ b.T, a.T @ grad
    return grad.copy(), grad.mean(axis=0) if b.ndim < a.ndim else grad.copy()
