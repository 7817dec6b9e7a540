# RIGHT: two except clauses, log.exception, HTTPException
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
        except FileNotFoundError:
            log.exception("no model at the moment")
            raise HTTPException(503, "model unavailable") from None
        except Exception:
            log.exception("prediction failed")
            raise HTTPException(500, "internal error") from None
        return {"probability": p}

    return app
