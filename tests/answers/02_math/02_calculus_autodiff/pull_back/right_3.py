# plain loops for matmul and for the row of add
@lesson.exercise
def pull_back(operation: str, operands: tuple[np.ndarray, ...], value: np.ndarray, grad: np.ndarray) -> tuple:
    if operation == "sum":
        return (np.full(operands[0].shape, grad),)
    if operation == "log_softmax":
        return (grad - np.exp(value) * grad.sum(axis=1, keepdims=True),)
    if operation == "tanh":
        return (grad - grad * value * value,)
    a, b = operands
    if operation == "multiply":
        return b * grad, a * grad
    if operation == "matmul":
        da, db = np.zeros(a.shape), np.zeros(b.shape)
        for i in range(a.shape[0]):
            for j in range(b.shape[1]):
                da[i] += grad[i, j] * b[:, j]
                db[:, j] += grad[i, j] * a[i]
        return da, db
    if a.shape == b.shape:
        return np.array(grad), np.array(grad)
    row = np.zeros(b.shape)
    for each in grad:
        row += each
    return np.array(grad), row
