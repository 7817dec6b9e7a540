# the reference as a pipeline: logarithm of weight, one-hot grades, logarithm of price
@lesson.exercise
def quote(known: pd.DataFrame, prices: np.ndarray, new: pd.DataFrame) -> np.ndarray:
    columns = make_column_transformer(
        (FunctionTransformer(np.log), ["carat"]),
        (OneHotEncoder(handle_unknown="ignore"), ["cut", "color", "clarity"]),
    )
    model = TransformedTargetRegressor(make_pipeline(columns, LinearRegression()), func=np.log, inverse_func=np.exp)
    return np.asarray(model.fit(known, prices).predict(new), dtype=float)
