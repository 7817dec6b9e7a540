# plain loops, a scaler per fold, and a walk up from the least mean
@lesson.exercise
def penalty_to_ship():
    rows = []
    for penalty in penalties:
        row = []
        for training, validation in folds:
            mu, sd = X_fit[training].mean(axis=0), X_fit[training].std(axis=0)
            sd = np.where(sd == 0, 1, sd)
            model = Lasso(alpha=penalty).fit((X_fit[training] - mu) / sd, y_fit[training])
            row.append(np.mean((model.predict((X_fit[validation] - mu) / sd) - y_fit[validation]) ** 2))
        rows.append(row)
    means = [sum(row) / len(row) for row in rows]
    best = means.index(min(means))
    variance = sum((e - means[best]) ** 2 for e in rows[best]) / (len(folds) - 1)
    bar = means[best] + (variance / len(folds)) ** 0.5
    return float(max(p for p, m in zip(penalties, means) if m <= bar))
