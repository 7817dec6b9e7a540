# RIGHT: a flat Pipeline in stages: fill and encode first, then scale only the leading number columns, by position
@lesson.exercise
def build_model(numeric: list[str], categorical: list[str]) -> Pipeline:
    first = ColumnTransformer(
        [
            ("fill", SimpleImputer(strategy="median", keep_empty_features=True), list(numeric)),
            ("encode", OneHotEncoder(handle_unknown="ignore", sparse_output=False), list(categorical)),
        ],
        remainder="drop",
        sparse_threshold=0,
    )
    second = ColumnTransformer([("scale", StandardScaler(), slice(0, len(numeric)))], remainder="passthrough")
    return Pipeline([("fill", first), ("scale", second), ("model", LogisticRegression(max_iter=1000))])
