# MISTAKE: Only whole tokens are added but the clock moves on, so whoever asks often never gains a fraction and starves.
# TOLD: Parts of tokens are thrown away: who asks often
@lesson.exercise
class TokenBucket:
    def __init__(self, rate: float, capacity: float) -> None:
        self.rate = rate
        self.capacity = capacity
        self.tokens = capacity
        self.last = None

    def allow(self, now: float) -> bool:
        if self.last is not None:
            self.tokens = min(self.capacity, self.tokens + int((now - self.last) * self.rate))
        self.last = now
        if self.tokens >= 1:
            self.tokens -= 1
            return True
        return False
