# MISTAKE: Leaves out the names that the last result does not depend on, instead of giving them zeros.
# TOLD: You left out the values that the result does not depend
@lesson.exercise
def backward(graph: list, values: dict) -> dict:
    grads = {graph[-1][0]: np.ones(())}
    for name, operation, operands in reversed(graph):
        if name not in grads:
            continue
        back = pull_back(operation, tuple(values[each] for each in operands), values[name], grads[name])
        for each, share in zip(operands, back):
            grads[each] = np.asarray(grads[each] + share) if each in grads else share
    return grads
