# RIGHT: plain Python with a Counter and a loop, list turned into a Series at the end
from collections import Counter


@lesson.exercise
def intersection(people, columns, smallest):
    names = []
    for values in zip(*(people[c] for c in columns)):
        names.append(" × ".join(values))
    sizes = Counter(names)
    result = []
    for name in names:
        if sizes[name] < smallest:
            result.append("(small groups)")
        else:
            result.append(name)
    return pd.Series(result, index=people.index, name="group", dtype=object)
