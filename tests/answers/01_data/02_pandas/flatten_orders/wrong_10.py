# MISTAKE: the rows are sorted by the id of the order instead of staying in the order of the input
# TOLD: The items are right, their order is not.
@lesson.exercise
def flatten_orders(orders: list[dict]) -> pd.DataFrame:
    table = pd.json_normalize(orders, "items", ["id", ["customer", "name"], ["customer", "city"]])
    table = table.rename(columns={"id": "order", "customer.name": "customer", "customer.city": "city"})
    table = table.sort_values("order", kind="stable", ignore_index=True)
    return table[["order", "customer", "city", "sku", "n"]]
