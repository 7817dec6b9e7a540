# MISTAKE: The clock is moved only when a request is allowed, while each refused one adds the same seconds again.
# TOLD: The clock stands still after a refusal: move `last`
@lesson.exercise
class TokenBucket:
    def __init__(self, rate: float, capacity: float) -> None:
        self.rate = rate
        self.capacity = capacity
        self.tokens = capacity
        self.last = None

    def allow(self, now: float) -> bool:
        if self.last is None:
            self.last = now
        self.tokens = min(self.capacity, self.tokens + (now - self.last) * self.rate)
        if self.tokens < 1:
            return False
        self.tokens -= 1
        self.last = now
        return True
