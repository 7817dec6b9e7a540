# RIGHT: goes through the columns and strikes out those on file or fixed by the morning list
@lesson.exercise
def unknown_before_the_call() -> list[str]:
    on_file = {"age", "job", "marital", "education", "default", "balance", "housing", "loan"}
    on_the_list = {"contact", "day", "month", "campaign"}
    earlier = {"pdays", "previous", "poutcome"}
    return [name for name in calls.columns if name not in on_file | on_the_list | earlier]
