# MISTAKE: keeps a separate small group within each value of the first column instead of one small group in all
# TOLD: The merged people still carry the value of one
@lesson.exercise
def intersection(people, columns, smallest):
    joined = pd.Series([" × ".join(row) for row in people[columns].to_numpy()], index=people.index, name="group")
    counts = joined.map(joined.value_counts())
    return joined.where(counts >= smallest, people[columns[0]] + " × (small groups)")
