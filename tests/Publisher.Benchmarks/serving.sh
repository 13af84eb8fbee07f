#!/usr/bin/env bash
# How fast a feed of 200 KB is served: the program as it is published, beside Kestrel with nothing around it and nginx (two workers),
# in turns, several rounds, and the median of each; and what processor time a request takes, which other work on the machine changes less. Wants wrk, nginx and curl, and what publishing wants.
# Usage: tests/Publisher.Benchmarks/serving.sh [rounds [seconds]]     PUBLISHER=/path/to/published/publisher measures that one
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
rounds=${1:-5} seconds=${2:-3} work=$(mktemp -d) started=()
trap 'for id in "${started[@]}"; do kill "$id" 2>/dev/null || true; done; wait; rm -rf "$work"' EXIT
for program in wrk nginx curl dotnet; do command -v $program >/dev/null || { echo "$program is needed: apt-get install wrk nginx-light curl" >&2; exit 1; }; done

publish() { dotnet publish "$1" -c Release -o "$2" >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }; }
[ -n "${PUBLISHER:-}" ] || { publish "$here/../../src/Publisher" "$work/publisher" && PUBLISHER=$work/publisher/publisher; }
[ -n "${BARE:-}" ] || { publish "$here/Serving/BareKestrel.csproj" "$work/bare" && BARE=$work/bare/bare-kestrel; }

mkdir -p "$work/posts" "$work/data"
for day in $(seq -w 1 20); do
  { printf -- '---\ntitle: Post %s\ndate: 2026-01-%s\n---\n\n' "$day" "$day"; cat "$here/../../README.md" "$here/../../docs/posts.md" | tail -c +$((10#$day * 500)) | head -c 10500 || true; } >"$work/posts/2026-01-$day-post.md"
done
(cd "$work" && exec "$PUBLISHER" run --set posts.folder=posts --set web.urls=http://127.0.0.1:18080 --set site.url=http://127.0.0.1:18080/ >"$work/publisher.log" 2>&1) & started+=($!)
for i in $(seq 100); do curl -sf -o /dev/null http://127.0.0.1:18080/rss.xml && break; sleep 0.1; done
"$BARE" http://127.0.0.1:18081 "$work/data/public/rss.xml" >/dev/null 2>&1 & started+=($!)
cat >"$work/nginx.conf" <<CONF
worker_processes 2; daemon off; master_process on; pid $work/nginx.pid; error_log $work/nginx.log;
events { worker_connections 1024; }
http { access_log off; sendfile on; tcp_nopush on; gzip_static on; types { application/rss+xml xml; }
  server { listen 127.0.0.1:18082; root $work/data/public; add_header Cache-Control "public, max-age=300"; } }
CONF
chmod 755 "$work" "$work/data" "$work/data/public"
nginx -c "$work/nginx.conf" & started+=($!)
sleep 1

tag() { curl -si "http://127.0.0.1:$1/rss.xml" -o /dev/null -D - | tr -d '\r' | sed -n 's/^[Ee][Tt]ag: //p'; }
declare -A tags=([18080]=$(tag 18080) [18081]='"bare"' [18082]=$(tag 18082))
declare -A process=([18080]=${started[0]} [18081]=${started[1]} [18082]=${started[2]})
ticks() { cat "/proc/${process[$1]}/stat" $(pgrep -P "${process[$1]}" | sed 's|.*|/proc/&/stat|') | awk '{ t += $14 + $15 } END { print t }'; }
ask() { # port case: requests a second, microseconds of processor time a request
  local header="X-Nothing: 1"
  case $2 in gzip) header="Accept-Encoding: gzip" ;; 304) header="If-None-Match: ${tags[$1]}" ;; esac
  local before=$(ticks "$1")
  wrk -t2 -c64 -d"${seconds}s" -H "$header" "http://127.0.0.1:$1/rss.xml" | awk -v before="$before" '/requests in/ { n = $1 } /^Requests\/sec/ { printf "%s %s ", $2, n }'
  echo "$before $(ticks "$1")" | awk -v hz="$(getconf CLK_TCK)" '{ print $2 - $1, hz }'
}
memory() { awk '/VmRSS/ { printf "%d", $2 / 1024 }' "/proc/${started[0]}/status"; }

ask 18080 plain >/dev/null; first=$(memory)
for round in $(seq "$rounds"); do
  for case in plain gzip 304; do
    for port in 18080 18081 18082; do ask $port $case >>"$work/$case.$port"; done
  done
done
median() { awk -v what="$2" '{ print what == "rate" ? $1 : 1e6 * $3 / $4 / $2 }' "$1" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
echo "rss.xml: $(stat -c %s "$work/data/public/rss.xml") bytes, gzip $(stat -c %s "$work/data/public/rss.xml.gz"); requests a second, median of $rounds rounds of $seconds s"
row='%-18s %10s %10s %10s %12s %10s\n'
printf "$row" answer publisher kestrel nginx of-kestrel of-nginx
for what in rate processor; do
  for case in plain gzip 304; do
    echo "$case $(median "$work/$case.18080" $what) $(median "$work/$case.18081" $what) $(median "$work/$case.18082" $what)" |
      awk -v row="$row" -v what=$what '{ rate = what == "rate"; f = rate ? "%.0f" : "%.1f"
        printf row, $1 (rate ? "" : ", \302\265s a request"), sprintf(f, $2), sprintf(f, $3), sprintf(f, $4), sprintf("%.2f", rate ? $2 / $3 : $3 / $2), sprintf("%.2f", rate ? $2 / $4 : $4 / $2) }'
  done
done
echo "memory of publisher: $first MB after the first load, $(memory) MB after the last"
