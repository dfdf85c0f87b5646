# The harness as an image: docker build -t supplier-conformance . && docker run --rm -v "$PWD:/work" -p 8090:8090 supplier-conformance
# In a container supplier.yaml listens on 0.0.0.0:8090; callbacks.publicUrl is how your staging system reaches the host.
FROM node:22-slim AS build
WORKDIR /harness
COPY . .
RUN npm ci && npm pack --pack-destination /tmp

FROM node:22-slim
# No browser is needed: the harness speaks HTTP, and its reports are files.
ENV PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 NODE_ENV=production
WORKDIR /opt/supplier-conformance
COPY --from=build /tmp/supplier-conformance-*.tgz /tmp/package.tgz
RUN npm init --yes > /dev/null && npm install --omit=dev --no-fund --no-audit /tmp/package.tgz
ENV PATH="/opt/supplier-conformance/node_modules/.bin:$PATH"
# Not root: what a supplier sends is not ours.
USER node
WORKDIR /work
EXPOSE 8090
# The command itself is process 1, so that docker stop tells it to end, and it takes back what it has ordered.
STOPSIGNAL SIGTERM
ENTRYPOINT ["supplier-conformance"]
CMD ["run", "--config", "supplier.yaml", "--out", "reports/out"]
