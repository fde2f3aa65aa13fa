# Shared by the scripts: the project's directory, a JDK, Maven, the system's packages, the build.
# shellcheck shell=bash
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
HOME_OF_STACK=${DISCOGSOGRAPHY_HOME:-$ROOT/.stack}
PROGRAMS=(extractor graphinator tableinator dashboard)

fail() {
  echo "$*" >&2
  exit 1
}

# The comment at the head of a script is its help.
help_if_asked() {
  local argument
  for argument in "$@"; do
    if [ "$argument" = --help ] || [ "$argument" = -h ]; then
      sed -n '2,/^[^#]/{s/^# \{0,1\}//p}' "$0"
      exit 0
    fi
  done
}

is_root() { [ "$(id -u)" = 0 ]; }

can_install() { is_root && command -v apt-get >/dev/null; }

# apt_install PROGRAM PACKAGE: quietly, and without starting the service that a package brings.
apt_install() {
  local log policy=/usr/sbin/policy-rc.d own_policy=
  log=$(mktemp)
  echo "Installing the package $2, which $1 comes from."
  if [ ! -e $policy ]; then
    printf '#!/bin/sh\nexit 101\n' >$policy
    chmod 755 $policy
    own_policy=yes
  fi
  apt_quietly "$2" >"$log" 2>&1 </dev/null || {
    local status=$?
    [ -z "$own_policy" ] || rm -f $policy
    tail -n 15 "$log" >&2
    rm -f "$log"
    fail "apt-get install $2 failed with $status."
  }
  [ -z "$own_policy" ] || rm -f $policy
  rm -f "$log"
}

apt_quietly() {
  export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1
  apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$1" ||
    { apt-get -o DPkg::Lock::Timeout=300 update &&
      apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$1"; }
}

# The major version of the JDK in a directory, or 0 for a directory that holds none.
jdk_version() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || { echo 0; return; }
  local version=
  [ ! -r "$1/release" ] || version=$(sed -n 's/^JAVA_VERSION="\{0,1\}\(1\.\)\{0,1\}\([0-9]*\).*/\2/p' "$1/release")
  [ -n "$version" ] || version=$("$1/bin/java" -version 2>&1 </dev/null | sed -n '1s/.*version "\(1\.\)\{0,1\}\([0-9]*\).*/\2/p')
  echo "${version:-0}"
}

is_new_enough() { [ "$(jdk_version "$1")" -ge 21 ]; }

# Sets JAVA_HOME: the one that is set, else the newest below /usr/lib/jvm, else that of the PATH.
find_jdk() {
  if [ -n "${JAVA_HOME:-}" ] && is_new_enough "$JAVA_HOME"; then
    export JAVA_HOME
    return 0
  fi
  local directory version newest=20 found=
  for directory in "${DISCOGSOGRAPHY_JVMS:-/usr/lib/jvm}"/*/; do
    directory=${directory%/}
    version=$(jdk_version "$directory")
    if [ "$version" -gt "$newest" ]; then
      newest=$version
      found=$directory
    fi
  done
  if [ -z "$found" ] && command -v javac >/dev/null; then
    directory=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")
    ! is_new_enough "$directory" || found=$directory
  fi
  [ -n "$found" ] && export JAVA_HOME=$found
}

require_jdk() {
  find_jdk && return
  local package
  if can_install; then
    for package in openjdk-25-jdk-headless openjdk-21-jdk-headless; do
      if apt-cache show $package >/dev/null 2>&1; then
        apt_install "a JDK" $package
        find_jdk && return
      fi
    done
  fi
  fail "No JDK 21 or newer was found: neither JAVA_HOME nor /usr/lib/jvm nor the PATH has one. Install one (for example Eclipse Temurin 25 from https://adoptium.net) and set JAVA_HOME to its directory."
}

has_rabbitmq() {
  local directory
  for directory in /usr/lib/rabbitmq/bin /opt/rabbitmq/sbin /usr/local/sbin; do
    [ ! -x $directory/rabbitmq-server ] || return 0
  done
  return 1
}

require_rabbitmq() {
  has_rabbitmq && return
  can_install || fail "RabbitMQ is not installed: install the package rabbitmq-server (on Debian and Ubuntu, as root: apt-get install rabbitmq-server), then try again."
  apt_install "RabbitMQ" rabbitmq-server
}

# Only tests need it: the pool is proved through a real one.
require_pgbouncer() {
  [ -x /usr/sbin/pgbouncer ] || require_program pgbouncer pgbouncer
}

# Only tests need it: rules, alerts and panels are proved with it. They start a server of their own.
require_prometheus() {
  require_program promtool prometheus
  require_program prometheus prometheus
}

# Only tests need it: the dashboard's page is tested in a real browser.
require_chromium() {
  require_program chromium chromium
  require_program chromedriver chromium-driver
}

# require_program PROGRAM PACKAGE
require_program() {
  command -v "$1" >/dev/null && return
  can_install || fail "$1 is not installed: install it (on Debian and Ubuntu, as root: apt-get install $2), then try again."
  apt_install "$1" "$2"
}

maven() {
  if command -v mvn >/dev/null; then
    mvn "$@"
  else
    "$ROOT/mvnw" "$@"
  fi
}

# build_if_needed MODULE...: where one was never built, or sources have changed since.
build_if_needed() {
  # For tests of the scripts, which run where everything has just been built.
  [ -z "${DISCOGSOGRAPHY_BUILT:-}" ] || return 0
  local module missing= names=$*
  local stamp=$ROOT/local-stack/target/built-${names//[^a-z]/}
  for module in "$@"; do
    [ -f "$ROOT/$module/target/$module.jar" ] || missing=yes
  done
  if [ -z "$missing" ] && [ -f "$stamp" ] && [ -z "$(newer_sources "$stamp" "$@")" ]; then
    return
  fi
  build "$@"
  touch "$stamp" "$ROOT/local-stack/target/built-localstack"
}

# newer_sources FILE MODULE...: of these modules and of the libraries of the platform.
newer_sources() {
  local stamp=$1 module directories=("$ROOT/pom.xml")
  shift
  [ $# = 1 ] || set -- common-resilience common-messages "$@"
  for module in "$@"; do
    directories+=("$ROOT/$module")
  done
  find "${directories[@]}" -name target -prune -o \
    \( -name pom.xml -o -path '*/src/main/*' -type f \) -newer "$stamp" -print -quit
}

build() {
  local log modules
  log=$(mktemp)
  modules=$(IFS=,; echo "$*")
  echo "Building (the first time this also downloads libraries)" >&2
  if ! (cd "$ROOT" && maven -B -q -pl "$modules" -am package -Dmaven.test.skip=true \
    -Dspotless.check.skip=true -Djacoco.skip=true) >"$log" 2>&1 </dev/null; then
    grep -v '^WARNING' "$log" | tail -n 30 >&2
    rm -f "$log"
    fail "The build failed."
  fi
  rm -f "$log"
}

# The commands of local-stack, which is built where needed. With RUN_BY=exec nothing follows it, and
# signals reach it.
local_stack() {
  require_jdk
  build_if_needed local-stack
  ${RUN_BY:-} "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m \
    --enable-native-access=ALL-UNNAMED -jar "$ROOT/local-stack/target/local-stack.jar" "$@"
}

# tool COMMAND...: a command of verify, with the settings of the local stack where none are set.
tool() {
  local variables
  # Whatever fails before the tool runs: its own 1 to 3 say something about the stores.
  trap 'exit 4' EXIT
  require_jdk
  build_if_needed local-stack extractor verify
  variables=$(local_stack tool-variables)
  eval "$variables"
  exec "$JAVA_HOME/bin/java" -Xmx512m --enable-native-access=ALL-UNNAMED \
    -jar "$ROOT/verify/target/verify.jar" "$@"
}
