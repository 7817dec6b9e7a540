# MISTAKE: loses the index of `people`, so that the groups no longer line up with the rows after a selection
# TOLD: The index was lost: the result must line up
@lesson.exercise
def intersection(people, columns, smallest):
    joined = pd.Series([" × ".join(row) for row in people[columns].to_numpy()], name="group")
    counts = joined.value_counts()
    return joined.where(joined.map(counts) >= smallest, "(small groups)")
