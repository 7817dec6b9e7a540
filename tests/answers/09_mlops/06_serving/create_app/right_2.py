# RIGHT: a helper outside makes the answer, a JSONResponse with its status, logged by log.error(exc_info=…); routes added by add_api_route
from fastapi.responses import JSONResponse


def scored(model, row: dict) -> JSONResponse:
    try:
        frame = pd.DataFrame({name: [value] for name, value in row.items()})
        (_, p), = np.asarray(model.predict_proba(frame))
        return JSONResponse({"probability": float(p)})
    except Exception as error:
        status, detail = 500, "internal error"
        if isinstance(error, FileNotFoundError):
            status, detail = 503, "model unavailable"
        logging.getLogger("scores").error("%s", detail, exc_info=error)
        return JSONResponse({"detail": detail}, status_code=status)


@lesson.exercise
def create_app(model, schema: type) -> FastAPI:
    app = FastAPI()

    def predict(body: schema):
        return scored(model, body.model_dump())

    app.add_api_route("/health", lambda: {"status": "ok"}, methods=["GET"])
    app.add_api_route("/predict", predict, methods=["POST"])
    return app
