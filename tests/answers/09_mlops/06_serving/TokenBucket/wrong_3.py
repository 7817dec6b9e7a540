# MISTAKE: Any positive remainder counts as a token (> 0 in place of >= 1), so a fraction buys a whole request.
# TOLD: A part of a token is taken for a
@lesson.exercise
class TokenBucket:
    def __init__(self, rate: float, capacity: float) -> None:
        self.rate = rate
        self.capacity = capacity
        self.tokens = capacity
        self.last = None

    def allow(self, now: float) -> bool:
        if self.last is not None:
            self.tokens = min(self.capacity, self.tokens + (now - self.last) * self.rate)
        self.last = now
        if self.tokens > 0:
            self.tokens -= 1
            return True
        return False
