# RIGHT: f and M g written out as in the text, the prior cancelled in a helper, kept in a loop
def chance_to_keep(p, positives, n, sensitivity, specificity):
    best = estimate_prevalence(positives, n, sensitivity, specificity)
    r, r_best = (q * sensitivity + (1 - q) * (1 - specificity) for q in (p, best))
    return np.exp(
        special.xlogy(positives, r)
        - special.xlogy(positives, r_best)
        + special.xlog1py(n - positives, -r)
        - special.xlog1py(n - positives, -r_best)
    )


@lesson.exercise
def sample_prevalence(
    positives: int, n: int, sensitivity: float, specificity: float, a: float, b: float, tries: int, seed: int
) -> np.ndarray:
    generator = np.random.default_rng(seed)
    candidates = generator.beta(a, b, size=tries)
    uniform = generator.random(tries)
    kept = []
    for candidate, number in zip(candidates, uniform, strict=True):
        if number < chance_to_keep(candidate, positives, n, sensitivity, specificity):
            kept.append(candidate)
    return np.array(kept, dtype=float)
