# MISTAKE: pop takes the items out of the orders of the caller, who finds them changed afterwards
# TOLD: The result is right, but the call changed its
@lesson.exercise
def flatten_orders(orders: list[dict]) -> pd.DataFrame:
    rows = []
    for order in orders:
        for item in order.pop("items"):
            customer = order["customer"]
            rows.append([order["id"], customer["name"], customer["city"], item["sku"], item["n"]])
    return pd.DataFrame(rows, columns=["order", "customer", "city", "sku", "n"])
