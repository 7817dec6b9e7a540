# MISTAKE: The refill is not capped, so a caller who was silent for an hour may send an hour's worth at once.
# TOLD: The bucket never overflows: after a quiet hour it
@lesson.exercise
class TokenBucket:
    def __init__(self, rate: float, capacity: float) -> None:
        self.rate = rate
        self.capacity = capacity
        self.tokens = capacity
        self.last = None

    def allow(self, now: float) -> bool:
        if self.last is not None:
            self.tokens += (now - self.last) * self.rate
        self.last = now
        if self.tokens >= 1:
            self.tokens -= 1
            return True
        return False
