# RIGHT: an async endpoint that sends the model to a thread; own exception classes, turned into answers by exception handlers
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse


class Refused(Exception):
    def __init__(self, status: int, detail: str) -> None:
        self.status, self.detail = status, detail


@lesson.exercise
def create_app(model, schema: type) -> FastAPI:
    app = FastAPI()
    log = logging.getLogger("scores")

    @app.exception_handler(Refused)
    async def refused(request: Request, error: Refused):
        return JSONResponse({"detail": error.detail}, error.status)

    @app.get("/health")
    async def health() -> dict[str, str]:
        return {"status": "ok"}

    @app.post("/predict")
    async def predict(customer: schema) -> dict[str, float]:
        frame = pd.DataFrame.from_records([customer.model_dump()])
        try:
            result = await run_in_threadpool(model.predict_proba, frame)
            return {"probability": result[:, 1].item()}
        except FileNotFoundError:
            answer = Refused(503, "model unavailable")
            log.log(logging.ERROR, "model file is missing", exc_info=True)
        except Exception:
            answer = Refused(500, "internal error")
            log.log(logging.ERROR, "model failed", exc_info=True)
        raise answer

    return app
