# MISTAKE: where the merged group is still below `smallest`, its people are left under their own names, although it is to be merged however small it is
# TOLD: Where the small groups are together still fewer than
@lesson.exercise
def intersection(people, columns, smallest):
    joined = pd.Series([" × ".join(row) for row in people[columns].to_numpy()], index=people.index, name="group")
    small = joined.map(joined.value_counts()) < smallest
    if small.sum() < smallest:
        return joined
    return joined.mask(small, "(small groups)")
