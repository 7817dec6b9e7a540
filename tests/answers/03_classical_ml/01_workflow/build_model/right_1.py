# RIGHT: ColumnTransformer of a small pipeline and an encoder that ignores the unknown
@lesson.exercise
def build_model(numeric: list[str], categorical: list[str]) -> Pipeline:
    columns = ColumnTransformer(
        [
            ("numbers", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), numeric),
            ("categories", OneHotEncoder(handle_unknown="ignore"), categorical),
        ]
    )
    return make_pipeline(columns, LogisticRegression(max_iter=1000))
