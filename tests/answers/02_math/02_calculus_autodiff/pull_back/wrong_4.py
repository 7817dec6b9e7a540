# MISTAKE: Gives grad to both operands of add, without the sum over the batch for a broadcast row.
# TOLD: The bias of `add` was broadcast to all rows, so its derivatives
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
    return grad.copy(), grad.copy()
