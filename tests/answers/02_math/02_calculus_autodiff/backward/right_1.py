# zeros for all, 1 at the last, walk the list backwards and add
@lesson.exercise
def backward(graph: list, values: dict) -> dict:
    grads = {name: np.zeros(np.shape(value)) for name, value in values.items()}
    grads[graph[-1][0]] = np.ones(())
    for name, operation, operands in reversed(graph):
        back = pull_back(operation, tuple(values[each] for each in operands), values[name], grads[name])
        for each, share in zip(operands, back):
            grads[each] = np.asarray(grads[each] + share)
    return grads
