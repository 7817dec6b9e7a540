# MISTAKE: merges a group that has exactly `smallest` people too, although only groups with fewer are to be merged
# TOLD: A group of exactly `smallest` people is large enough:
@lesson.exercise
def intersection(people, columns, smallest):
    joined = pd.Series([" × ".join(row) for row in people[columns].to_numpy()], index=people.index, name="group")
    counts = joined.map(joined.value_counts())
    return joined.mask(counts <= smallest, "(small groups)")
