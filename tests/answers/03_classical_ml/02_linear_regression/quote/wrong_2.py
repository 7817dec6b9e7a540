# MISTAKE: Dollars against carats with the grades one-hot: no logarithms at all.
# TOLD: Your columns have the grades, and your target is
@lesson.exercise
def quote(known: pd.DataFrame, prices: np.ndarray, new: pd.DataFrame) -> np.ndarray:
    columns = make_column_transformer(
        ("passthrough", ["carat"]),
        (OneHotEncoder(handle_unknown="ignore"), ["cut", "color", "clarity"]),
    )
    return make_pipeline(columns, LinearRegression()).fit(known, prices).predict(new)
