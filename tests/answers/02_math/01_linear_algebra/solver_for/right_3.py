# RIGHT: digits: log10 of the ratio of the singular values that lstsq returns for R
@lesson.exercise
def solver_for(A: np.ndarray) -> str:
    units = np.column_stack([column / linalg.norm(column) for column in A.T])
    R = linalg.qr(units, mode="r")[0][: A.shape[1]]
    sizes = np.linalg.lstsq(R, np.zeros(len(R)), rcond=None)[3]
    lost = np.log10(sizes[0] / max(sizes[-1], 1e-300))
    answers = [(2 * lost, "normal equations"), (lost, "QR"), (0, "truncated SVD")]
    return next(name for digits, name in answers if digits <= 16 - 6)
