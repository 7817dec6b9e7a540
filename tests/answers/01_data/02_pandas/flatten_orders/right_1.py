# RIGHT: a list comprehension over orders and items, no pandas before the last step
@lesson.exercise
def flatten_orders(orders: list[dict]) -> pd.DataFrame:
    rows = [
        (order["id"], order["customer"]["name"], order["customer"]["city"], item["sku"], item["n"])
        for order in orders
        for item in order["items"]
    ]
    return pd.DataFrame(rows, columns=["order", "customer", "city", "sku", "n"])
