# Caddy as a user without rights, on ports that need none (the compose file maps 80 and 443 to them).

FROM caddy:2.11.7-alpine

# Without its file capability the program also starts when a container drops all capabilities.
RUN setcap -r /usr/bin/caddy \
    && adduser -D -H -u 10002 proxy \
    && chown -R proxy /data /config
COPY deploy/Caddyfile /etc/caddy/Caddyfile

USER proxy
EXPOSE 8080 8443
