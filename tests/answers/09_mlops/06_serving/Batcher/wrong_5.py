# MISTAKE: The batch is sent by the row that comes after it is full: it holds max_size + 1 rows.
# TOLD: A batch is sent with one row too many,
@lesson.exercise
class Batcher:
    def __init__(self, score, max_size: int, max_wait: float, later) -> None:
        self.score, self.max_size, self.max_wait, self.later = score, max_size, max_wait, later
        self.waiting = []

    def submit(self, row) -> Future:
        future = Future()
        self.waiting.append((row, future))
        batch = self.waiting
        if len(batch) > self.max_size:
            self.send(batch)
        elif len(batch) == 1:
            self.later(self.max_wait, lambda: self.send(batch))
        return future

    def send(self, batch: list) -> None:
        if batch is not self.waiting:
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
