# MISTAKE: The wait starts anew with every row (as when keystrokes are debounced), so under steady traffic the first one waits far longer than max_wait.
# TOLD: Every request sets a timer, and the last one
@lesson.exercise
class Batcher:
    def __init__(self, score, max_size: int, max_wait: float, later) -> None:
        self.score, self.max_size, self.max_wait, self.later = score, max_size, max_wait, later
        self.waiting = []
        self.newest = None

    def submit(self, row) -> Future:
        future = Future()
        self.waiting.append((row, future))
        self.newest = future
        if len(self.waiting) == self.max_size:
            self.send(self.waiting)
        else:
            self.later(self.max_wait, lambda: self.send(self.waiting) if self.newest is future else None)
        return future

    def send(self, batch: list) -> None:
        self.waiting = []
        self.newest = None
        try:
            results = self.score([row for row, _ in batch])
        except Exception as error:
            for _, future in batch:
                future.set_exception(error)
        else:
            for (_, future), result in zip(batch, results):
                future.set_result(result)
