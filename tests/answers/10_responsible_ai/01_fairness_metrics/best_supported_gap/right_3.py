# RIGHT: computed before the function by the normal approximation of the difference of two proportions, no bootstrap
_people = census.iloc[audit][["sex", "race"]].assign(chosen=invited[audit])[earns[audit] == 1]
_table = _people.groupby(["sex", "race"])["chosen"].agg(["sum", "count"])
_others = _table.sum() - _table
_p, _q = _table["sum"] / _table["count"], _others["sum"] / _others["count"]
_error = np.sqrt(_p * (1 - _p) / _table["count"] + _q * (1 - _q) / _others["count"])
_upper = (_p - _q + 1.96 * _error)[_table["count"] >= 30]
_name = " × ".join(_upper.idxmin())


@lesson.exercise
def best_supported_gap() -> str:
    return _name
