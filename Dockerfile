# One image that holds every program of the platform: docker build -t discogsography .
# The classic builder suffices. `docker run discogsography graphinator` runs one of them.

FROM eclipse-temurin:25-jdk AS build
WORKDIR /build

# Libraries come before sources: what these lines make is kept until a pom changes.
COPY .mvn .mvn
COPY mvnw pom.xml ./
COPY common-resilience/pom.xml common-resilience/
COPY common-resilience/integration-tests/pom.xml common-resilience/integration-tests/
COPY common-messages/pom.xml common-messages/
COPY extractor/pom.xml extractor/
COPY graphinator/pom.xml graphinator/
COPY tableinator/pom.xml tableinator/
COPY dashboard/pom.xml dashboard/
COPY verify/pom.xml verify/
COPY end-to-end/pom.xml end-to-end/
COPY benchmarks/pom.xml benchmarks/
COPY examples/notes/pom.xml examples/notes/
COPY local-stack/neo4j-server/pom.xml local-stack/neo4j-server/
COPY deploy/docker/build deploy/docker/build
RUN cp deploy/docker/build/local-stack.pom.xml local-stack/pom.xml && deploy/docker/build/libraries

COPY common-resilience/src common-resilience/src
COPY common-messages/src common-messages/src
COPY extractor/src extractor/src
COPY graphinator/src graphinator/src
COPY tableinator/src tableinator/src
COPY dashboard/src dashboard/src
COPY verify/src verify/src
RUN deploy/docker/build/package cyclonedx:makeAggregateBom
# The parent pom decides on every version, so that the programs share their libraries.
RUN mkdir -p /app/lib && \
    for program in extractor graphinator tableinator dashboard verify; do \
      cp $program/target/$program.jar /app/ && cp $program/target/lib/*.jar /app/lib/ || exit 1; \
    done && \
    cp target/bom.json /app/sbom.json


FROM eclipse-temurin:25-jre
# Directories that a volume is mounted on: a new volume takes over their owner.
RUN groupadd --gid 10001 discogsography && \
    useradd --uid 10001 --gid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin discogsography && \
    for consumer in master postgres neo4j rabbitmq pgbouncer grafana \
        extractor graphinator tableinator dashboard tools; do \
      install -d -o 10001 -g 10001 -m 0755 /secrets/$consumer || exit 1; \
    done && \
    install -d -o 10001 -g 10001 -m 0750 /dumps /state /rehearsals
COPY --from=build /app /app
COPY LICENSE deploy/docker/image/ /app/

ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=unknown
ARG CREATED=unknown
LABEL org.opencontainers.image.title="Discogsography" \
      org.opencontainers.image.description="Discogs data dumps into Neo4j and PostgreSQL through RabbitMQ, surviving every outage" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION" \
      org.opencontainers.image.created="$CREATED"
USER 10001:10001
WORKDIR /tmp
ENV HTTP_HOST=0.0.0.0
STOPSIGNAL SIGTERM
ENTRYPOINT ["/app/run"]
