# softmax regression on Gaussian bumps around the training points, JAX gradients handed to SciPy's L-BFGS
@lesson.exercise
def fit_classifier(X: np.ndarray, labels: np.ndarray, X_new: np.ndarray, seed: int) -> np.ndarray:
    import jax
    import jax.numpy as jnp
    from scipy.optimize import minimize

    jax.config.update("jax_enable_x64", True)
    centers = X[np.random.default_rng(seed).permutation(len(X))[:60]]

    def features(P):
        squares = ((P[:, None] - centers[None]) ** 2).sum(axis=2)
        return np.column_stack([np.exp(-squares / 0.3), P, np.ones(len(P))])

    F, Y = features(X), np.eye(3)[labels]

    def loss(w):
        w = w.reshape(-1, 3)
        return -(Y * jax.nn.log_softmax(F @ w, axis=1)).sum() / len(F) + 2e-4 * (w**2).sum()

    found = minimize(jax.jit(jax.value_and_grad(loss)), np.zeros(F.shape[1] * 3), jac=True, method="L-BFGS-B")
    return np.array(jax.nn.softmax(features(X_new) @ found.x.reshape(-1, 3), axis=1))
