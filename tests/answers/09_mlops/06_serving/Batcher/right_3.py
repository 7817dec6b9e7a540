# RIGHT: a batch is an object of its own with a flag "closed"; the timer is a closure made before the size is looked at
class OneBatch(list):
    closed = False

    def run(self, score) -> None:
        self.closed = True
        try:
            answers = iter(score([row for row, _ in self]))
            for _, future in self:
                future.set_result(next(answers))
        except Exception as error:
            for future in (f for _, f in self if not f.done()):
                future.set_exception(error)


@lesson.exercise
class Batcher:
    def __init__(self, score, max_size: int, max_wait: float, later) -> None:
        self.score, self.max_size, self.max_wait, self.later = score, max_size, max_wait, later
        self.batch = OneBatch()

    @property
    def waiting(self) -> list:
        return [] if self.batch.closed else self.batch

    def submit(self, row) -> Future:
        if self.batch.closed:
            self.batch = OneBatch()
        batch, future = self.batch, Future()
        batch.append((row, future))
        full = len(batch) == self.max_size

        def ring() -> None:
            if not batch.closed:
                batch.run(self.score)

        if full:
            ring()
        elif len(batch) == 1:
            self.later(self.max_wait, ring)
        return future
