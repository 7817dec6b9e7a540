# RIGHT: every fault simulated anew, the assignment of all 24 with the smallest distance taken
from itertools import permutations


@lesson.exercise
def name_the_faults() -> dict[str, str]:
    dice = np.random.default_rng(5)
    n = 20_000
    work = dice.lognormal(np.log(0.012), 0.5, n)
    late = np.zeros(n)
    for i in range(1, n):
        late[i] = max(0.0, late[i - 1] + work[i - 1] - dice.exponential(work.mean() / 0.92))
    extra = {
        "company": 0.1,
        "loading": 0.15 * (dice.random(n) < 1 / 3),
        "timeout": 0.5 * (dice.random(n) < 0.05),
        "queue": late,
    }
    made = {f: [np.sum(work + more <= bound) for bound in bounds] for f, more in extra.items()}

    def distance(order):
        return sum(np.abs(np.subtract(recorded[name], made[f])).sum() for name, f in zip("ABCD", order))

    return dict(zip("ABCD", min(permutations(faults), key=distance)))
