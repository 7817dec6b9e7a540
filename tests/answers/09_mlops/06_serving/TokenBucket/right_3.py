# RIGHT: no stock of tokens at all, but one moment (in tokens) at which the bucket will be full again, as in GCRA
@lesson.exercise
class TokenBucket:
    def __init__(self, rate: float, capacity: float) -> None:
        self.rate = rate
        self.slack = capacity - 1
        self.begun = None
        self.full_at = 0.0

    def allow(self, now: float) -> bool:
        if self.begun is None:
            self.begun = now
        clock = (now - self.begun) * self.rate
        full_at = max(self.full_at, clock)
        if full_at - clock > self.slack:
            return False
        self.full_at = full_at + 1
        return True
