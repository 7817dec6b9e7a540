# MISTAKE: takes the spread from the fit without the row (external studentising), which is DFFITS² / p and not Cook's distance.
# TOLD: Your spread comes from the fit without the row.
@lesson.exercise
def influence(X, y):
    p = X.shape[1]
    measures = sm.OLS(y, X).fit().get_influence()
    return measures.hat_matrix_diag, measures.dffits[0] ** 2 / p
