# MISTAKE: judges smallness by each column on its own, so that a small crossing of two common values stays
# TOLD: Each column was judged by itself. Two common values
@lesson.exercise
def intersection(people, columns, smallest):
    joined = pd.Series([" × ".join(row) for row in people[columns].to_numpy()], index=people.index, name="group")
    small = pd.Series(False, index=people.index)
    for column in columns:
        small |= people[column].map(people[column].value_counts()) < smallest
    return joined.mask(small, "(small groups)")
