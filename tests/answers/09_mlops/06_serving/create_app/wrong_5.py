# MISTAKE: log.error writes only the exception's message; without exc_info the traceback is lost.
# TOLD: The log has a line, and no traceback: whoever
@lesson.exercise
def create_app(model, schema: type) -> FastAPI:
    app = FastAPI()
    log = logging.getLogger("scores")

    @app.get("/health")
    def health():
        return {"status": "ok"}

    @app.post("/predict")
    def predict(customer: schema):
        try:
            p = float(model.predict_proba(pd.DataFrame([customer.model_dump()]))[0, 1])
        except FileNotFoundError as error:
            log.error("model unavailable: %s", error)
            raise HTTPException(503, "model unavailable")
        except Exception as error:
            log.error("internal error: %s", error)
            raise HTTPException(500, "internal error")
        return {"probability": p}

    return app
