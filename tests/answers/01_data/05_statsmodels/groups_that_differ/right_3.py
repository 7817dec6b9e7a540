# RIGHT: plain loops, and Tukey-Kramer by hand from the studentised range
@lesson.exercise
def groups_that_differ(values, labels, alpha):
    groups = {}
    for value, label in zip(values, labels):
        groups.setdefault(str(label), []).append(float(value))
    n, k = len(values), len(groups)
    grand = sum(sum(g) for g in groups.values()) / n
    mean = {name: sum(g) / len(g) for name, g in groups.items()}
    between = sum(len(g) * (mean[name] - grand) ** 2 for name, g in groups.items())
    within = sum((v - mean[name]) ** 2 for name, g in groups.items() for v in g)
    F = (between / (k - 1)) / (within / (n - k))
    pairs = []
    for a in sorted(groups):
        for b in sorted(groups):
            if a < b:
                error = (within / (n - k) / 2 * (1 / len(groups[a]) + 1 / len(groups[b]))) ** 0.5
                if stats.studentized_range.sf(abs(mean[a] - mean[b]) / error, k, n - k) < alpha:
                    pairs.append((a, b))
    return between / (between + within), float(stats.f.sf(F, k - 1, n - k)), pairs
