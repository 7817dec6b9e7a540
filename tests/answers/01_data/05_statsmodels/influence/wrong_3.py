# MISTAKE: adds a constant to a design matrix that is to be taken as it is.
# TOLD: You added a constant to X.
@lesson.exercise
def influence(X, y):
    measures = sm.OLS(y, sm.add_constant(X)).fit().get_influence()
    return measures.hat_matrix_diag, measures.cooks_distance[0]
