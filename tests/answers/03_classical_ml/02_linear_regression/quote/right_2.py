# grades as numbers from worst to best, all products up to degree 2, a light ridge
@lesson.exercise
def quote(known: pd.DataFrame, prices: np.ndarray, new: pd.DataFrame) -> np.ndarray:
    from sklearn.linear_model import Ridge
    from sklearn.preprocessing import StandardScaler

    orders = {
        "cut": ["Fair", "Good", "Very Good", "Premium", "Ideal"],
        "color": list("JIHGFED"),
        "clarity": ["I1", "SI2", "SI1", "VS2", "VS1", "VVS2", "VVS1", "IF"],
    }

    def numbers(table):
        columns = [np.log(table["carat"].to_numpy(float))]
        for name, order in orders.items():
            rank = {grade: float(i) for i, grade in enumerate(order)}
            middle = (len(order) - 1) / 2
            columns.append(np.array([rank.get(str(grade), middle) for grade in table[name]]))
        return np.column_stack(columns)

    target = np.log(prices)
    model = make_pipeline(StandardScaler(), PolynomialFeatures(2, include_bias=False), Ridge(alpha=0.1))
    model.fit(numbers(known), target)
    return np.exp(np.clip(model.predict(numbers(new)), target.min() - 1, target.max() + 1))
