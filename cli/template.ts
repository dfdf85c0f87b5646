/**
 * The configuration that `init` writes. Prose stands behind `# `; a setting that is left to its default stands behind `#`
 * alone, so that removing the signs makes it count.
 */
export const TEMPLATE = `# yaml-language-server: $schema=./supplier.schema.json
#
# What supplier-conformance needs to know of a supplier and of its staging system.
# A line that begins with # and no space is a setting at rest: remove the # to use it.
# \${NAME} is filled in from the environment, so that no secret has to stand in this file; $\${NAME} stands for itself.
# Paths are relative to this file. Durations are written 500ms, 10s, 5m or 1h.
# Several suppliers, or several environments of one, are several files: run --config FILE.

supplier:
  name: Acme Fibre # as the report shall show it
  baseUrl: http://127.0.0.1:9001 # where the Supplier API is served, with any prefix of its own

# The retailer to order for.
tenant: TENANT1

# How the harness is let in. One of:
auth: { type: none }
#auth: { type: basic, username: fibre-cafe, password: '\${SUPPLIER_PASSWORD}' }
#auth: { type: bearer, token: '\${SUPPLIER_TOKEN}' }
# The client credentials of OAuth 2:
#auth: { type: oauth2, tokenUrl: https://login.acme.example/token, clientId: fibre-cafe, clientSecret: '\${SUPPLIER_SECRET}', scope: supplier-api }
# With oauth2 also, where the token endpoint wants them: audience: https://api.acme.example, clientAuthentication: basic
# (or form; by default basic, and where that is refused form). With oauth2 or bearer also expiredToken: a token that has
# expired. A run shows each wrong thing once, to see it refused: nothing, other credentials, the expired token.

# A certificate authority of your own, and a client certificate where you ask for one (besides auth). A key that is
# encrypted needs passphrase: '\${KEY_PASSPHRASE}'. Proxies are those of the environment: HTTPS_PROXY, HTTP_PROXY,
# ALL_PROXY, NO_PROXY.
#tls: { ca: ca.pem, cert: client.pem, key: client.key }

# Where your staging system sends its KCIs. It posts them to publicUrl/kcis, with a token that it fetches from
# publicUrl/auth/supplier/access-token, just as it does at the Fibre Cafe.
callbacks:
  listen: 127.0.0.1:8090 # where the harness listens
#  publicUrl: https://kci.example.net/v1 # how your system reaches it, where that is not http://LISTEN/v1
#  auth: { clientId: acme, clientSecret: '\${KCI_SECRET}' } # without it every KCI is taken, whoever sends it
#  tls: { cert: server.pem, key: server.key }
#  allow: [192.0.2.7, 10.1.0.0/16] # where they may come from; behind a reverse proxy that is the proxy
  # A receiver that stays while runs come and go (supplier-conformance receive), for runs to hear from in place of listening.
#  receiver: { url: http://10.0.0.5:8091, secret: '\${RECEIVER_SECRET}', listen: 0.0.0.0:8091 }
  # With TLS: url: https://..., and tls: { cert: receiver.pem, key: receiver.key, ca: ca.pem }; runs need ca alone. It keeps
  # what arrived for keepDays: 90 days (0 for ever).

# What you offer. A feature that is claimed is mandatory; without this list all of them are claimed.
features:
  - availability
  - appointments
  - provide
  - switch # START, TAKEOVER, TRANSFER and SWAP orders
  - modify
  - cease
  - amendments
  - cancellations
  - unsolicited-cease
  - quote
  - ethernet
  - service-tests
  - service-problems

# What exists on your staging system.
data:
  address: { id: '200004033694', type: UPRN } # an address that you serve
#  outOfCoverage: { id: '200004033695', type: UPRN } # one that you do not serve
#  serviceSpecification: FTTP-1000 # what to order; by default what availability offers first
#  characteristics: [{ name: LINE_PROFILE, value: '1' }] # what each order asks for
  # Services in use, for modify and cease orders, tests and problems. Of two or more the last one is ceased for good;
  # with cease and unsolicited-cease the last two, so name at least three.
#  liveServices:
#    - { serviceId: S20001, serviceSpecification: FTTP-1000 }
#    - { serviceId: S20002, serviceSpecification: FTTP-1000 }
#    - { serviceId: S20003, serviceSpecification: FTTP-1000 }
  # The sites of a quote and of an Ethernet order.
#  ethernet:
#    sites:
#      - { name: Head office, postcode: PO1 1AA, address: { id: '200004033694', type: UPRN } }
#      - { name: Warehouse, postcode: PO1 2BB, address: { id: '200004033696', type: UPRN }, role: B-END }
#    serviceSpecification: ETH-1000
#    characteristics: [{ name: BANDWIDTH, value: '1000' }]
#    quoteId: Q-1 # a quote to order, where quote is not claimed

# How your system is brought to play what only it can cause, by scenario: a header or a text in the notes that travels
# with the request, or a call, a command or an instruction to a person once the order is known. The texts may name
# {{scenario}} {{tenant}} {{id}} {{supplierReference}} {{serviceId}}. What nothing brings about is not exercised.
#steering:
#  default: { header: { X-Scenario: '{{scenario}}' } } # for every scenario without an entry of its own
#  ORDER_DELAYED: { notes: 'SCENARIO=DELAY' }
#  ORDER_CANCELLED: { command: './cancel.sh {{supplierReference}}' }
#  ORDER_PARTIAL: { manual: 'Close order {{supplierReference}} at a lower profile in the staging console' }
#  UNSOLICITED_CEASE:
#    http: { method: POST, url: 'https://staging.acme.example/sim/cease', body: { tenant: '{{tenant}}' } }

# How long a run waits, and how hard it goes about it. These are the defaults.
#pace:
#  request: 10s # for an answer
#  acknowledge: 30s # for the KCI that acknowledges or rejects an order
#  outcome: 5m # for any later KCI
#  quiet: 2s # how long it listens after the last one, to hear what should not come
#  concurrency: 96 # journeys at once
#  requestsPerSecond: 20 # fewer where you answer 429 or 503 with Retry-After, which is heeded
#  run: 45m # when a run is ended, however far it has come; without it a run takes as long as it takes

# Whether what is left of the orders of a run is cancelled when nothing needs it any more.
#cleanup: true

# Generated requests, valid ones and ones with a single fault: how many for each operation, and for how long at most.
#variants: { perOperation: 120, within: 2m }

# Known failures, each with a reason, an owner and a day on which its waiver ends. A file waivers.yaml beside this one is
# used without being named; where several configurations share a folder, let each name its own.
#waivers: waivers.yaml

# The official OpenAPI documents, where you have them; they take the place of those that come with the harness.
#contract: { supplierApi: supplier-api.yaml, supplierUpdatesApi: supplier-updates-api.yaml }
`;
