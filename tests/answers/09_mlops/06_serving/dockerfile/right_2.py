# RIGHT: a digest, pip's cache switched off by ENV, a numeric user set before the copy with --chown, python -m uvicorn, continued lines
@lesson.exercise
def dockerfile() -> str:
    digest = "3f9c2a" + "0b" * 29
    return f"""# syntax=docker/dockerfile:1
FROM python@sha256:{digest}
ENV PYTHONUNBUFFERED=1 \\
    PIP_NO_CACHE_DIR=1
WORKDIR /srv
COPY ./requirements.txt /srv/requirements.txt
RUN python -m pip install \\
    --requirement /srv/requirements.txt
USER 10001:10001
COPY --chown=10001:10001 app.py /srv/
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s \\
    CMD python -c "import urllib.request as u; u.urlopen('http://localhost:8000/health')"
CMD ["python", "-m", "uvicorn", "app:app", "--host=0.0.0.0", "--port=8000"]
"""
