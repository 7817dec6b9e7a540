# MISTAKE: Includes Taylor's factor one half in the Hessian.
# TOLD: Half of the Hessian is what stands in Taylor's polynomial.
@lesson.exercise
def gradient_and_hessian(f, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    import jax

    jax.config.update("jax_enable_x64", True)

    gradient, hessian = jax.jit(jax.grad(f))(x), jax.jit(jax.hessian(f))(x)
    return np.asarray(gradient), np.asarray(hessian) / 2
