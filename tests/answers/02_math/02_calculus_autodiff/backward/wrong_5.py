# MISTAKE: Walks the list in the order of computing, so the derivative is not there yet when a step's turn comes.
# TOLD: You walked the list from its beginning. A step can give
@lesson.exercise
def backward(graph: list, values: dict) -> dict:
    grads = {name: np.zeros(np.shape(value)) for name, value in values.items()}
    grads[graph[-1][0]] = np.ones(())
    for name, operation, operands in graph:
        back = pull_back(operation, tuple(values[each] for each in operands), values[name], grads[name])
        for each, share in zip(operands, back):
            grads[each] = np.asarray(grads[each] + share)
    return grads
