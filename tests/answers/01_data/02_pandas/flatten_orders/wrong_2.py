# MISTAKE: the items are collected under (order, sku), so an order with the same sku in two items keeps one row
@lesson.exercise
def flatten_orders(orders: list[dict]) -> pd.DataFrame:
    rows = {}
    for order in orders:
        customer = order["customer"]
        for item in order["items"]:
            rows[order["id"], item["sku"]] = [order["id"], customer["name"], customer["city"], item["sku"], item["n"]]
    return pd.DataFrame(list(rows.values()), columns=["order", "customer", "city", "sku", "n"])
