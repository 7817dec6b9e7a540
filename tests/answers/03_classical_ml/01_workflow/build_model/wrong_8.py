# MISTAKE: numbers the categories instead of one-hot encoding them, as if jobs had an order
# TOLD: The categories were numbered. That puts them in an
@lesson.exercise
def build_model(numeric: list[str], categorical: list[str]) -> Pipeline:
    columns = ColumnTransformer(
        [
            ("numbers", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), numeric),
            ("categories", OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1), categorical),
        ]
    )
    return make_pipeline(columns, LogisticRegression(max_iter=1000))
