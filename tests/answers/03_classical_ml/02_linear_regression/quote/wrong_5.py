# MISTAKE: The logarithm of the weight is added as a column to the caller's tables.
# TOLD: The result is right, but the call changed its argument
@lesson.exercise
def quote(known: pd.DataFrame, prices: np.ndarray, new: pd.DataFrame) -> np.ndarray:
    known["log_carat"] = np.log(known["carat"])
    new["log_carat"] = np.log(new["carat"])
    columns = make_column_transformer(
        ("passthrough", ["log_carat"]),
        (OneHotEncoder(handle_unknown="ignore"), ["cut", "color", "clarity"]),
    )
    model = make_pipeline(columns, LinearRegression()).fit(known, np.log(prices))
    return np.exp(model.predict(new))
