# The real server. Built and run by docker-compose.yml; it holds no secret and writes nothing but the journal on its output.
FROM node:24-trixie-slim AS build
WORKDIR /app
COPY . .
# Beside the default pages, those of other territories: their ids, with spaces between them.
ARG TERRITORIES=""
RUN npm ci && npm run build && mkdir -p builds \
  && for each in $TERRITORIES; do PASSERELLE_TERRITORY=$each npm run build || exit 1; done \
  && npm prune --omit=dev --omit=optional

FROM node:24-trixie-slim
WORKDIR /app
COPY --from=build --chown=root:root /app/package.json ./
COPY --from=build --chown=root:root /app/node_modules ./node_modules
COPY --from=build --chown=root:root /app/build ./build
COPY --from=build --chown=root:root /app/builds ./builds
COPY --from=build --chown=root:root /app/server ./server
COPY --from=build --chown=root:root /app/shared ./shared
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 PASSERELLE_DATA=/data
RUN mkdir /data && chown node:node /data
USER node
EXPOSE 3000
# Alive, not ready: a server whose storage is away is not to be started again for that.
HEALTHCHECK --interval=5s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/api/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server/main.ts"]
