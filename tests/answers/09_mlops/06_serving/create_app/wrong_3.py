# MISTAKE: Every failure is called "unavailable" (503), so callers retry against a bug that no retry mends.
# TOLD: Every failure is answered by 503. That asks callers
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
        except Exception:
            log.exception("prediction failed")
            raise HTTPException(503, "model unavailable")
        return {"probability": p}

    return app
