# RIGHT: the other way round: a leaking debt that must not exceed the capacity
@lesson.exercise
class TokenBucket:
    def __init__(self, rate: float, capacity: float) -> None:
        self.rate, self.capacity = rate, capacity
        self.taken, self.last = 0.0, None

    def allow(self, now: float) -> bool:
        since = 0.0 if self.last is None else now - self.last
        self.taken, self.last = max(0.0, self.taken - since * self.rate), now
        allowed = self.taken + 1 <= self.capacity
        self.taken += allowed
        return allowed
