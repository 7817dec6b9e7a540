# MISTAKE: It is a fixed window, not a bucket: the count is reset in one go after capacity / rate seconds, and nothing comes back before.
# TOLD: You count within windows. At the border of two
@lesson.exercise
class TokenBucket:
    def __init__(self, rate: float, capacity: float) -> None:
        self.rate = rate
        self.capacity = capacity
        self.tokens = capacity
        self.last = None

    def allow(self, now: float) -> bool:
        if self.last is None or now - self.last >= self.capacity / self.rate:
            self.last = now
            self.tokens = self.capacity
        if self.tokens >= 1:
            self.tokens -= 1
            return True
        return False
