# RIGHT: value_counts mapped back onto the joined names
@lesson.exercise
def intersection(people, columns, smallest):
    joined = pd.Series([" × ".join(row) for row in people[columns].to_numpy()], index=people.index, name="group")
    counts = joined.value_counts()
    return joined.where(joined.map(counts) >= smallest, "(small groups)")
