# MISTAKE: one table is made per order and concatenated without new labels, so the index starts again with every order
# TOLD: The index carries labels from before; a fresh one
@lesson.exercise
def flatten_orders(orders: list[dict]) -> pd.DataFrame:
    parts = []
    for order in orders:
        if order["items"]:
            part = pd.DataFrame(order["items"])
            part["order"] = order["id"]
            part["customer"] = order["customer"]["name"]
            part["city"] = order["customer"]["city"]
            parts.append(part)
    return pd.concat(parts)[["order", "customer", "city", "sku", "n"]]
