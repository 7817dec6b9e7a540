# MISTAKE: python:3.11-slim is taken for a full version, though the image behind it changes with every patch release.
# TOLD: The base is pinned loosely: such a tag moves
@lesson.exercise
def dockerfile() -> str:
    return """
FROM python:3.11-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
RUN useradd --create-home app
USER app
EXPOSE 8000
HEALTHCHECK CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health')"]
CMD ["uvicorn", "app:app", "--host", "0.0.0.0", "--port", "8000"]
"""
