# MISTAKE: The first column of predict_proba is returned, the probability of "no".
# TOLD: That is the probability of the first class, “no”.
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
            p = float(model.predict_proba(pd.DataFrame([customer.model_dump()]))[0][0])
        except FileNotFoundError:
            log.exception("no model")
            raise HTTPException(503, "model unavailable")
        except Exception:
            log.exception("prediction failed")
            raise HTTPException(500, "internal error")
        return {"probability": p}

    return app
