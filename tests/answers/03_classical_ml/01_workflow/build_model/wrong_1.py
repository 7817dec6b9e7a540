# MISTAKE: leaves the encoder's default, which stops with an error at a category it has not seen
# TOLD: Predicting fails for a category that was not in
@lesson.exercise
def build_model(numeric: list[str], categorical: list[str]) -> Pipeline:
    columns = ColumnTransformer(
        [
            ("numbers", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), numeric),
            ("categories", OneHotEncoder(), categorical),
        ]
    )
    return make_pipeline(columns, LogisticRegression(max_iter=1000))
