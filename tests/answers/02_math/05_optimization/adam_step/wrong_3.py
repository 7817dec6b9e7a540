# MISTAKE: Puts ε under the root, where it weighs far more when gradients are small.
# TOLD: `eps` stands inside the root. It belongs behind it,
@lesson.exercise
def adam_step(
    w: np.ndarray,
    grad: np.ndarray,
    m: np.ndarray,
    v: np.ndarray,
    t: int,
    lr: float = 0.001,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
    weight_decay: float = 0.0,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    m_new = beta1 * m + (1 - beta1) * grad
    v_new = beta2 * v + (1 - beta2) * grad**2
    m_hat = m_new / (1 - beta1**t)
    v_hat = v_new / (1 - beta2**t)
    w_new = (1 - lr * weight_decay) * w - lr * m_hat / np.sqrt(v_hat + eps)
    return w_new, m_new, v_new
