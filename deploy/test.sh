#!/usr/bin/env bash
# Everything that can be proven on a bare Debian 12 with the .NET SDK: installs what it needs (as root), starts RabbitMQ on
# loopback, builds, runs all tests, stops what it started. Ends with "N passed, N failed, N skipped".
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
broker=

finish() {
  if [ -n "$broker" ]; then
    kill -TERM "$broker" 2>/dev/null || true
    for _ in $(seq 100); do kill -0 "$broker" 2>/dev/null || break; sleep 0.1; done
    kill -KILL "$broker" 2>/dev/null || true
    epmd -port "$epmd_port" -kill >/dev/null 2>&1 || true
  fi
  rm -rf "$work"
}
trap finish EXIT

free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])' 2>/dev/null \
    || perl -MIO::Socket::INET -e 'print IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1")->sockport'
}

# RabbitMQ: Debian's own, run directly because its wrapper wants systemd and another user. Chromium and a Chinese font: for
# the screens. LibreOffice without a desktop, and poppler: to open what is written for paper (100 MB to fetch).
rabbit=/usr/lib/rabbitmq/bin/rabbitmq-server
packages=()
[ -x "$rabbit" ] || packages+=(rabbitmq-server)
[ -x /usr/bin/chromium ] || packages+=(chromium)
fc-list :lang=zh-cn 2>/dev/null | grep -q . || packages+=(fontconfig fonts-noto-cjk)
[ -x /usr/bin/soffice ] || packages+=(libreoffice-writer-nogui libreoffice-calc-nogui)
[ -x /usr/bin/pdftotext ] || packages+=(poppler-utils)
if [ "${#packages[@]}" -gt 0 ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  # A freshly installed package must not start its own service here.
  policy=
  if [ ! -e /usr/sbin/policy-rc.d ]; then
    policy=/usr/sbin/policy-rc.d
    printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy"
  fi
  (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}") >"$work/apt.log" 2>&1 || {
    tail -5 "$work/apt.log" >&2
  }
  [ -z "$policy" ] || rm -f "$policy"
fi

if [ -x "$rabbit" ]; then
  epmd_port=$(free_port)
  amqp_port=$(free_port)
  dist_port=$(free_port)
  mkdir -p "$work/rabbit/mnesia" "$work/rabbit/log"
  cat >"$work/rabbit/rabbitmq.conf" <<CONF
listeners.tcp.1 = 127.0.0.1:$amqp_port
disk_free_limit.absolute = 50MB
loopback_users = none
CONF
  echo '[].' >"$work/rabbit/enabled_plugins"
  env HOME="$work/rabbit" ERL_EPMD_ADDRESS=127.0.0.1 ERL_EPMD_PORT="$epmd_port" \
    RABBITMQ_NODENAME="hotline$amqp_port@localhost" RABBITMQ_NODE_PORT="$amqp_port" RABBITMQ_DIST_PORT="$dist_port" \
    RABBITMQ_BASE="$work/rabbit" RABBITMQ_HOME="$(echo /usr/lib/rabbitmq/lib/rabbitmq_server-*)" \
    RABBITMQ_MNESIA_BASE="$work/rabbit/mnesia" RABBITMQ_LOG_BASE="$work/rabbit/log" \
    RABBITMQ_CONFIG_FILE="$work/rabbit/rabbitmq.conf" RABBITMQ_ENABLED_PLUGINS_FILE="$work/rabbit/enabled_plugins" \
    RABBITMQ_PID_FILE="$work/rabbit/pid" RABBITMQ_CONF_ENV_FILE=/dev/null \
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1}' \
    "$rabbit" >"$work/rabbit/out.log" 2>&1 &
  broker=$!
  for _ in $(seq 300); do
    if grep -qs 'Server startup complete' "$work"/rabbit/log/*.log; then break; fi
    if ! kill -0 "$broker" 2>/dev/null; then break; fi
    sleep 0.1
  done
  if grep -qs 'Server startup complete' "$work"/rabbit/log/*.log; then
    export HOTLINE_TEST_RABBITMQ="amqp://guest:guest@127.0.0.1:$amqp_port/"
  else
    echo "RabbitMQ did not start; its tests are skipped:" >&2
    tail -5 "$work/rabbit/out.log" >&2
  fi
fi

status=0
dotnet test --solution Hotline.sln --no-progress 2>&1 | tee "$work/test.log" || status=$?

# The summary's own lines; none of them after a build that failed.
# What failed stands once more at the end: above it may lie a thousand lines of what the tests' programs logged.
grep -aE '^failed ' "$work/test.log" || true
count() { sed -n "s/^ *$1: *\([0-9][0-9]*\)\r*$/\1/p" "$work/test.log" | tail -1 | grep . || echo 0; }
echo "$(count succeeded) passed, $(count failed) failed, $(count skipped) skipped"
exit "$status"
