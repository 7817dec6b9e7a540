# MISTAKE: Recursion that hands on the accumulated derivative each time a node is reached, so earlier shares are counted twice.
# TOLD: Whenever a value was reached you handed on all that it
@lesson.exercise
def backward(graph: list, values: dict) -> dict:
    makers = {name: (operation, operands) for name, operation, operands in graph}
    grads = {name: np.zeros(np.shape(value)) for name, value in values.items()}

    def visit(name):
        if name not in makers:
            return
        operation, operands = makers[name]
        back = pull_back(operation, tuple(values[each] for each in operands), values[name], grads[name])
        for each, share in zip(operands, back):
            grads[each] = np.asarray(grads[each] + share)
            visit(each)

    grads[graph[-1][0]] = np.ones(())
    visit(graph[-1][0])
    return grads
