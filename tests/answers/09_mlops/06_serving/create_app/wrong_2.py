# MISTAKE: `raise … from error` is trusted to keep the cause, but FastAPI writes it nowhere: nothing is logged.
# TOLD: Nothing reached the logger “scores”. `raise … from error`
@lesson.exercise
def create_app(model, schema: type) -> FastAPI:
    app = FastAPI()

    @app.get("/health")
    def health():
        return {"status": "ok"}

    @app.post("/predict")
    def predict(customer: schema):
        try:
            p = float(model.predict_proba(pd.DataFrame([customer.model_dump()]))[0, 1])
        except FileNotFoundError as error:
            raise HTTPException(503, "model unavailable") from error
        except Exception as error:
            raise HTTPException(500, "internal error") from error
        return {"probability": p}

    return app
