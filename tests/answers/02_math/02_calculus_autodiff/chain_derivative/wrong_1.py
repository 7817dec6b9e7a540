# MISTAKE: Takes every derivative at x instead of where its function is evaluated.
# TOLD: You took every derivative at x. Each factor is taken where
@lesson.exercise
def chain_derivative(names: tuple[str, ...], x: float) -> float:
    slope = 1.0
    for name in names:
        slope *= PARTS[name][1](x)
    return float(slope)
