# RIGHT: statsmodels' own influence measures
@lesson.exercise
def influence(X, y):
    from statsmodels.stats.outliers_influence import OLSInfluence

    measures = OLSInfluence(sm.OLS(np.asarray(y, dtype=float), np.asarray(X, dtype=float)).fit())
    return np.asarray(measures.hat_matrix_diag), np.asarray(measures.cooks_distance[0])
