# MISTAKE: All the code is copied before the install, so every changed line installs the dependencies again.
# TOLD: The code is copied before the dependencies are installed,
@lesson.exercise
def dockerfile() -> str:
    return """
FROM python:3.11.9-slim
WORKDIR /app
COPY . .
RUN pip install --no-cache-dir -r requirements.txt
RUN useradd --create-home app
USER app
EXPOSE 8000
HEALTHCHECK CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health')"]
CMD ["uvicorn", "app:app", "--host", "0.0.0.0", "--port", "8000"]
"""
