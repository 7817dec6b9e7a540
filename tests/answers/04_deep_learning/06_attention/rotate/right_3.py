# RIGHT: loops over rows and pairs with a 2×2 matrix for each
def _turn(angle):
    c, s = math.cos(angle), math.sin(angle)
    return [[c, -s], [s, c]]


@lesson.exercise
def rotate(x, positions):
    d = x.shape[-1]
    result = x.clone()
    for row, t in enumerate(positions.tolist()):
        for c in range(0, d, 2):
            matrix = torch.tensor(_turn(t / 10_000 ** (c / d)), dtype=x.dtype, device=x.device)
            result[..., row, c : c + 2] = x[..., row, c : c + 2] @ matrix.T
    return result
