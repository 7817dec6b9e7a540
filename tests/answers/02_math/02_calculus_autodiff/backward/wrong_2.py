# MISTAKE: Collects the shares of a step in a dict, so of an operand used twice by it one share is lost.
# TOLD: Where one step uses the same value twice you counted it
@lesson.exercise
def backward(graph: list, values: dict) -> dict:
    grads = {name: np.zeros(np.shape(value)) for name, value in values.items()}
    grads[graph[-1][0]] = np.ones(())
    for name, operation, operands in reversed(graph):
        back = dict(zip(operands, pull_back(operation, tuple(values[each] for each in operands), values[name], grads[name])))
        for each in back:
            grads[each] = np.asarray(grads[each] + back[each])
    return grads
