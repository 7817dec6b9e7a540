# RIGHT: two plain loops with math.sin and math.cos
@lesson.exercise
def sinusoidal_positions(n, d):
    rows = []
    for t in range(n):
        row = []
        for i in range(d // 2):
            angle = t / 10_000 ** (2 * i / d)
            row += [math.sin(angle), math.cos(angle)]
        rows.append(row)
    return torch.tensor(rows, dtype=torch.float32).reshape(n, d)
