# MISTAKE: Gives each factor of a product itself times grad, instead of the other one.
# TOLD: The two results of `multiply` have changed places: the
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
        return grad * a, grad * b
    if operation == "matmul":
        return grad @ b.T, a.T @ grad
    return grad.copy(), grad.sum(axis=0) if b.ndim < a.ndim else grad.copy()
