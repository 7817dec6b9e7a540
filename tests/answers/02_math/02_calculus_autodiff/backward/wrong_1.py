# MISTAKE: Writes = where a value is used twice, so only one path counts.
# TOLD: You overwrote what an operand had already received. A
@lesson.exercise
def backward(graph: list, values: dict) -> dict:
    grads = {name: np.zeros(np.shape(value)) for name, value in values.items()}
    grads[graph[-1][0]] = np.ones(())
    for name, operation, operands in reversed(graph):
        back = pull_back(operation, tuple(values[each] for each in operands), values[name], grads[name])
        for each, share in zip(operands, back):
            grads[each] = np.asarray(share)
    return grads
