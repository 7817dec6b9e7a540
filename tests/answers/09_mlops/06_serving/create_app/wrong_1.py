# MISTAKE: The exception's text is put into the detail, so paths and other customers' data reach the caller.
# TOLD: The text of the exception reaches the caller, with
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
            log.exception("no model")
            raise HTTPException(503, f"model unavailable: {error}") from error
        except Exception as error:
            log.exception("prediction failed")
            raise HTTPException(500, f"internal error: {error}") from error
        return {"probability": p}

    return app
