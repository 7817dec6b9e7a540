# RIGHT: json_normalize with record_path and meta, then renamed and put in order
@lesson.exercise
def flatten_orders(orders: list[dict]) -> pd.DataFrame:
    table = pd.json_normalize(
        orders, record_path="items", meta=["id", ["customer", "name"], ["customer", "city"]]
    )
    names = {"id": "order", "customer.name": "customer", "customer.city": "city"}
    return table.rename(columns=names)[["order", "customer", "city", "sku", "n"]]
