# MISTAKE: Gives the local derivative of tanh and forgets the factor that comes from above.
# TOLD: You returned the derivative of tanh alone. Multiply it
@lesson.exercise
def pull_back(operation: str, operands: tuple[np.ndarray, ...], value: np.ndarray, grad: np.ndarray) -> tuple:
    if operation == "sum":
        return (np.full(operands[0].shape, grad),)
    if operation == "log_softmax":
        return (grad - np.exp(value) * grad.sum(axis=1, keepdims=True),)
    if operation == "tanh":
        return (1 - value**2,)
    a, b = operands
    if operation == "multiply":
        return grad * b, grad * a
    if operation == "matmul":
        return grad @ b.T, a.T @ grad
    return grad.copy(), grad.sum(axis=0) if b.ndim < a.ndim else grad.copy()
