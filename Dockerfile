# One image, two stages: the wheel is built in the first, the second holds what runs it and nothing that built it.
#   docker build -t extractor . && docker run --rm -v "$PWD:/work" extractor demo
# On Linux give --user "$(id -u):$(id -g)" when /work is a folder of your own. For fewer formats and places, a smaller image:
#   docker build --build-arg EXTRAS=html -t extractor .
# Versions are pinned by requirements.lock (what `pip freeze` says of an installation with its extras), the base by its release.
FROM python:3.11.10-slim-bookworm AS build
WORKDIR /src
COPY . .
RUN python -m pip install --no-cache-dir build==1.2.2 && python -m build --wheel --outdir /dist

FROM python:3.11.10-slim-bookworm
ARG EXTRAS=html,xlsx,web,cloud,dask
COPY --from=build /dist/*.whl /tmp/
COPY requirements.lock /tmp/
RUN python -m pip install --no-cache-dir --constraint /tmp/requirements.lock "$(ls /tmp/*.whl)[$EXTRAS]" \
    && rm -r /tmp/*.whl /tmp/requirements.lock \
    && useradd --create-home --uid 10001 reader
USER reader
WORKDIR /work
# The desk inside a container is reached from outside it: give it --host 0.0.0.0 and EXTRACTOR_TOKEN.
EXPOSE 8765
ENTRYPOINT ["extractor"]
CMD ["--help"]
