# MISTAKE: drops the first category of each column, so that an unseen category looks like that one
# TOLD: One category of each column was dropped, so that
@lesson.exercise
def build_model(numeric: list[str], categorical: list[str]) -> Pipeline:
    columns = ColumnTransformer(
        [
            ("numbers", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), numeric),
            ("categories", OneHotEncoder(drop="first", handle_unknown="ignore"), categorical),
        ]
    )
    return make_pipeline(columns, LogisticRegression(max_iter=1000))
