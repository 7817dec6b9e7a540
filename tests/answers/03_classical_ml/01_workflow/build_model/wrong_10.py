# MISTAKE: fills but does not standardise the numbers
# TOLD: The prediction depends on the units of a number:
@lesson.exercise
def build_model(numeric: list[str], categorical: list[str]) -> Pipeline:
    columns = ColumnTransformer(
        [
            ("numbers", SimpleImputer(strategy="median"), numeric),
            ("categories", OneHotEncoder(handle_unknown="ignore"), categorical),
        ]
    )
    return make_pipeline(columns, LogisticRegression(max_iter=1000))
