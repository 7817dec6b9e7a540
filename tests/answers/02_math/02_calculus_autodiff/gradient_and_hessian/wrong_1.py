# MISTAKE: Makes x a 32-bit array, as is usual in deep learning.
# TOLD: You computed in 32 bits. Switch on `jax_enable_x64`, and
@lesson.exercise
def gradient_and_hessian(f, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    import jax

    jax.config.update("jax_enable_x64", True)

    import jax.numpy as jnp

    point = jnp.asarray(x, dtype=jnp.float32)
    gradient, hessian = jax.jit(jax.grad(f))(point), jax.jit(jax.hessian(f))(point)
    return np.asarray(gradient, dtype=np.float64), np.asarray(hessian, dtype=np.float64)
