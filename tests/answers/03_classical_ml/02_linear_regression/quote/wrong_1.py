# MISTAKE: Only the weight is used; cut, colour and clarity are left aside.
# TOLD: You quote by weight alone. Two stones of one carat
@lesson.exercise
def quote(known: pd.DataFrame, prices: np.ndarray, new: pd.DataFrame) -> np.ndarray:
    model = TransformedTargetRegressor(
        make_pipeline(FunctionTransformer(np.log), LinearRegression()), func=np.log, inverse_func=np.exp
    )
    return model.fit(known[["carat"]].to_numpy(), prices).predict(new[["carat"]].to_numpy())
