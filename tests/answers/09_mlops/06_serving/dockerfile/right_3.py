# RIGHT: two stages: dependencies are built in the first and copied from it, the lines joined from a list
@lesson.exercise
def dockerfile() -> str:
    lines = [
        "FROM python:3.12.4-slim-bookworm AS build",
        "COPY requirements.txt /tmp/requirements.txt",
        "RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir -r /tmp/requirements.txt",
        "",
        "FROM python:3.12.4-slim-bookworm",
        "RUN groupadd -r web && useradd -r -g web web",
        "COPY --from=build /venv /venv",
        'ENV PATH="/venv/bin:$PATH"',
        "WORKDIR /app",
        "COPY app.py ./",
        "EXPOSE 8000/tcp",
        "USER web",
        "HEALTHCHECK CMD python -c \"import httpx; httpx.get('http://127.0.0.1:8000/health').raise_for_status()\"",
        'CMD ["uvicorn", "--host", "0.0.0.0", "--port", "8000", "app:app"]',
    ]
    return "\n".join(lines) + "\n"
