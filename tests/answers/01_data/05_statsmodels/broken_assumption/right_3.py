# RIGHT: formulas: the F test of anova_lm, other order after influence, all answers in one table
@lesson.exercise
def broken_assumption(X, y):
    import statsmodels.formula.api as smf
    from statsmodels.stats.anova import anova_lm
    from statsmodels.stats.diagnostic import het_breuschpagan

    table = pd.DataFrame({"y": y, "a": X[:, 0], "b": X[:, 1]})
    line = smf.ols("y ~ a + b", table).fit()
    bent = smf.ols("y ~ a + b + I(a ** 2) + I(b ** 2)", table).fit()
    e = line.resid.to_numpy()
    dw = sum((e[t] - e[t - 1]) ** 2 for t in range(1, len(e))) / sum(v * v for v in e)
    checks = {
        "influence": line.get_influence().cooks_distance[0].max() > 1,
        "collinearity": smf.ols("a ~ b", table).fit().rsquared > 0.9,
        "constant variance": het_breuschpagan(e, line.model.exog)[1] < 0.001,
        "linearity": anova_lm(line, bent)["Pr(>F)"].iloc[1] < 0.001,
        "independence": dw < 1.2 or dw > 2.8,
    }
    return next((name for name, broken in checks.items() if broken), "none")
