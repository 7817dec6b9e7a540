# MISTAKE: explode gives an order without items a row of its own, with missing sku and n
# TOLD: Orders without items have got a row of missing
@lesson.exercise
def flatten_orders(orders: list[dict]) -> pd.DataFrame:
    table = pd.json_normalize(orders).explode("items", ignore_index=True)
    return pd.DataFrame(
        {
            "order": table["id"],
            "customer": table["customer.name"],
            "city": table["customer.city"],
            "sku": table["items"].str["sku"],
            "n": table["items"].str["n"],
        }
    )
