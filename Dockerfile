# The shop in a container. `docker compose up -d` builds and starts it; see compose.yaml.
FROM python:3.13-slim

# Lines come out as they are written; nothing is written beside the code.
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1

# Backups of a PostgreSQL database are taken with its own programs.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends postgresql-client \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /app

# First what changes seldom, locked by hash.
COPY requirements.txt ./
RUN python -m pip install --require-hashes -r requirements.txt

COPY bot ./bot
COPY handlers ./handlers
COPY storage ./storage
COPY LICENSE .env.example ./
RUN python -m compileall -q bot handlers storage

# The shop's own user; data/ and backups/ are the only places it may write to, and belong on volumes.
RUN useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin hanout \
    && install --directory --owner=hanout --group=hanout --mode=700 data backups
USER hanout
VOLUME ["/app/data", "/app/backups"]

# Healthy while /health says so. Without HTTP_PORT there is nothing to ask; the process itself is then the sign.
HEALTHCHECK --interval=30s --timeout=6s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import http.client, os, sys; port = int(os.environ.get('HTTP_PORT') or 0) or sys.exit(0); shop = http.client.HTTPConnection('127.0.0.1', port, timeout=5); shop.request('GET', '/health'); sys.exit(shop.getresponse().status != 200)"]

# SIGTERM ends it within ten seconds, with no work lost.
STOPSIGNAL SIGTERM
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
