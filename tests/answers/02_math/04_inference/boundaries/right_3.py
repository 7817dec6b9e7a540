# error spending alpha * (i / looks)^2, each bound by numerical integration on a grid of the running sum
@lesson.exercise
def boundaries(looks: int, alpha: float) -> np.ndarray:
    step = 0.02
    half = int(round(6 * np.sqrt(looks) / step))
    x = np.arange(-half, half + 1) * step
    reach = int(round(6 / step))
    kernel = stats.norm.pdf(np.arange(-reach, reach + 1) * step) * step
    density = stats.norm.pdf(x)
    spent, bounds = 0.0, []
    for i in range(1, looks + 1):
        if i > 1:
            density = np.convolve(density, kernel, mode="same")
        target = alpha * (i / looks) ** 2 - spent
        mass = density * step
        order = np.cumsum((mass + mass[::-1])[:half])  # both tails, from outside in
        place = np.interp(target, order, -x[:half] - step / 2)
        bounds.append(place / np.sqrt(i))
        density = np.where(np.abs(x) >= place, 0, density)
        spent += target
    return np.array(bounds)
