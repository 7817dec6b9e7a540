# MISTAKE: Grades are numbered by first appearance, separately in both tables, so one number means two grades.
# TOLD: You numbered the grades in each table by itself,
@lesson.exercise
def quote(known: pd.DataFrame, prices: np.ndarray, new: pd.DataFrame) -> np.ndarray:
    def numbers(table):
        columns = [np.log(table["carat"])]
        for name in ("cut", "color", "clarity"):
            columns.append(pd.factorize(table[name])[0])
        return np.column_stack(columns)

    model = LinearRegression().fit(numbers(known), np.log(prices))
    return np.exp(model.predict(numbers(new)))
