# RIGHT: explodes a table of orders, drops the rows of empty orders and takes the dicts apart column by column
@lesson.exercise
def flatten_orders(orders: list[dict]) -> pd.DataFrame:
    table = pd.DataFrame({key: [order[key] for order in orders] for key in ("id", "customer", "items")})
    table = table[table["items"].map(len) > 0].explode("items", ignore_index=True)
    return pd.DataFrame(
        {
            "order": table["id"],
            "customer": table["customer"].str["name"],
            "city": table["customer"].str["city"],
            "sku": table["items"].str["sku"],
            "n": table["items"].map(lambda item: item["n"]),
        }
    )
