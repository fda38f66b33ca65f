#!/usr/bin/env bash
# usage: script/support/demo-tenants.sh HOWDAH [FLAG...]
# What script/demo --tenants runs: howdah with the sample database, the two tenants of configs/tenants.sql in it, and an issuer of
# tokens on loopback. Asks one question as each of them, attacks once, and serves until Ctrl-C. Nothing is left behind.
set -euo pipefail
# shellcheck source=script/support/common.sh
. "$(dirname "$0")/common.sh"

howdah=$1
shift
question='select item from app.orders order by id'
attack="select set_config('app.tenant', 'red', true), item from app.orders"

folder=$(mktemp -d /tmp/howdah-tenants-XXXXXX)
mkdir -p "$folder/issuer/.well-known"
chmod 711 "$folder" # the account that PostgreSQL runs as gets through, and sees nothing
children=()
clean_up() {
  trap '' INT TERM HUP
  [ ${#children[@]} -eq 0 ] || kill "${children[@]}" 2>/dev/null || true
  wait
  rm -rf "$folder"
}
trap clean_up EXIT
trap 'exit 0' INT TERM HUP

# soon LOG COMMAND...: waits until COMMAND succeeds, at most half a minute; else shows LOG.
soon() {
  local log=$1 turn
  shift
  for ((turn = 0; turn < 300; ++turn)); do
    "$@" >"$folder/found" 2>/dev/null && return
    kill -0 "${children[-1]}" 2>/dev/null || break
    sleep 0.1
  done
  cat "$log" >&2
  fail "it does not start"
}

base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }

# Makes a key, publishes it, and says where in $issuer.
open_issuer() {
  local public
  openssl genpkey -algorithm ed25519 -out "$folder/key.pem"
  public=$(openssl pkey -in "$folder/key.pem" -pubout -outform DER | tail -c 32 | base64url)
  printf '{"keys":[{"kty":"OKP","crv":"Ed25519","use":"sig","kid":"demo","x":"%s"}]}' "$public" >"$folder/issuer/.well-known/jwks.json"
  python3 -u -m http.server 0 --bind 127.0.0.1 --directory "$folder/issuer" >"$folder/issuer.log" 2>&1 &
  children+=($!)
  soon "$folder/issuer.log" grep -Po '(?<= port )\d+' "$folder/issuer.log"
  issuer=http://127.0.0.1:$(<"$folder/found")
}

# token NAME TENANT
token() {
  local now
  now=$(date +%s)
  {
    printf '{"alg":"EdDSA","typ":"at+jwt","kid":"demo"}' | base64url
    printf .
    printf '{"iss":"%s","aud":"howdah-demo","sub":"%s","tenant":"%s","iat":%d,"exp":%d}' "$issuer" "$1" "$2" "$now" $((now + 28800)) | base64url
  } >"$folder/unsigned"
  printf '%s.%s' "$(<"$folder/unsigned")" "$(openssl pkeyutl -sign -rawin -inkey "$folder/key.pem" -in "$folder/unsigned" | base64url)"
}

# Says where it serves in $url. TMPDIR makes the socket of its PostgreSQL one that we find.
open_howdah() {
  TMPDIR=$folder "$howdah" --demo --transport streamable-http --permissions configs/tenants.yaml --auth-issuer "$issuer" \
    --auth-audience howdah-demo "$@" >"$folder/howdah.log" 2>&1 &
  children+=($!)
  soon "$folder/howdah.log" grep -Pom1 '^  \Khttp\S+/mcp$' "$folder/howdah.log"
  url=$(<"$folder/found")
  soon "$folder/howdah.log" curl -sf "${url%/mcp}/health"
}

add_tenants() {
  psql -X -q -v ON_ERROR_STOP=1 -h "$(echo "$folder"/howdah-pg-*)" -p 5432 -U postgres -d demo -f configs/tenants.sql \
    -c 'grant app_member to demo'
}

# curl_line VARIABLE SQL: a call with the token that stands in VARIABLE, as a shell takes it.
curl_line() {
  local meta='{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}'
  printf 'curl -sS %s -H "Authorization: Bearer $%s"' "$url" "$1"
  printf " -H '%s'" 'Content-Type: application/json' 'Accept: application/json, text/event-stream' \
    'MCP-Protocol-Version: 2026-07-28' 'Mcp-Method: tools/call' 'Mcp-Name: query'
  printf ' -d '\''{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"query","arguments":{"sql":"%s"},"_meta":%s}}'\''\n' \
    "${2//\'/\'\\\'\'}" "$meta"
}

# answer VARIABLE SQL: what comes back, in a line.
answer() {
  eval "$(curl_line "$1" "$2")" | python3 -c 'import json, sys
result = json.load(sys.stdin)["result"]
print(result["content"][0]["text"].splitlines()[0] if result["isError"] else json.dumps(result["structuredContent"]["rows"]))'
}

open_issuer
open_howdah "$@"
add_tenants
ANN=$(token ann red)
BOB=$(token bob green)
cat <<END

Two tenants have their orders in one table, app.orders. Their tokens say who asks, row security says who sees what.

ann, of the tenant red
ANN=$ANN
$(curl_line ANN "$question")

bob, of the tenant green
BOB=$BOB
$(curl_line BOB "$question")

$question
  ann: $(answer ANN "$question")
  bob: $(answer BOB "$question")
$attack
  bob: $(answer BOB "$attack")

Ctrl-C ends the server and removes everything.
END
wait "${children[1]}"
