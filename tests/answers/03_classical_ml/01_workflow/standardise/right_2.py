# RIGHT: scikit-learn's scaler, fitted on the training rows
from sklearn.preprocessing import StandardScaler


@lesson.exercise
def standardise(train: np.ndarray, test: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    scaler = StandardScaler()
    return scaler.fit_transform(train), scaler.transform(test)
