# MISTAKE: Differentiates the sum of the gradient and puts it on the diagonal.
# TOLD: You differentiated the sum of the gradient, which adds
@lesson.exercise
def gradient_and_hessian(f, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    import jax

    jax.config.update("jax_enable_x64", True)

    slope = jax.grad(f)
    second = jax.jit(jax.grad(lambda p: slope(p).sum()))(x)
    return np.asarray(jax.jit(slope)(x)), np.diag(np.asarray(second))
