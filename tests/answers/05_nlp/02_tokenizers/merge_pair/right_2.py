# RIGHT: a stack, whose top is joined with the next symbol where both make the pair
@lesson.exercise
def merge_pair(symbols: tuple[str, ...], pair: tuple[str, str]) -> tuple[str, ...]:
    left, right = pair
    stack = []
    for symbol in symbols:
        if stack and stack[-1] == left and symbol == right:
            stack[-1] = left + right
        else:
            stack.append(symbol)
    return tuple(stack)
