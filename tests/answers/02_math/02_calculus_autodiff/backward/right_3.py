# follow every path from the last result down with a stack, and add what arrives
@lesson.exercise
def backward(graph: list, values: dict) -> dict:
    makers = {name: (operation, operands) for name, operation, operands in graph}
    grads = {name: np.zeros(np.shape(value)) for name, value in values.items()}
    stack = [(graph[-1][0], np.ones(()))]
    while stack:
        name, arriving = stack.pop()
        grads[name] = np.asarray(grads[name] + arriving)
        if name in makers:
            operation, operands = makers[name]
            inner = tuple(values[each] for each in operands)
            stack.extend(zip(operands, pull_back(operation, inner, values[name], arriving)))
    return grads
