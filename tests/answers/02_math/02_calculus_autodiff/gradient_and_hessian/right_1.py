# jax.grad and jax.hessian
@lesson.exercise
def gradient_and_hessian(f, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    import jax

    jax.config.update("jax_enable_x64", True)

    x = np.asarray(x, dtype=np.float64)
    return np.asarray(jax.jit(jax.grad(f))(x)), np.asarray(jax.jit(jax.hessian(f))(x))
