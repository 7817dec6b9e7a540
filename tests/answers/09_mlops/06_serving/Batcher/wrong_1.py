# MISTAKE: The timer sends whatever is open when it rings; the timer of a batch that was sent when full sends the next one too early.
# TOLD: A timer sent a batch that was not its
@lesson.exercise
class Batcher:
    def __init__(self, score, max_size: int, max_wait: float, later) -> None:
        self.score, self.max_size, self.max_wait, self.later = score, max_size, max_wait, later
        self.waiting = []

    def submit(self, row) -> Future:
        future = Future()
        self.waiting.append((row, future))
        if len(self.waiting) == self.max_size:
            self.send(self.waiting)
        elif len(self.waiting) == 1:
            self.later(self.max_wait, lambda: self.send(self.waiting))
        return future

    def send(self, batch: list) -> None:
        if not batch:
            return
        self.waiting = []
        try:
            results = self.score([row for row, _ in batch])
        except Exception as error:
            for _, future in batch:
                future.set_exception(error)
        else:
            for (_, future), result in zip(batch, results):
                future.set_result(result)
