#!/usr/bin/env bash
# Brings the servers that no one here wrote, for the tests of tests/engines: Virtuoso and Java from
# Debian, Apache Jena Fuseki from Maven Central.  The third, oxigraph, comes with `.[dev]`.
# What is here already is left alone.
set -euo pipefail

fuseki=5.6.0 # the last for Java 17
sha512=6892853e217afde119f9237ad424033c4d309ec7129bed344d0199ad6e233d9f166610e2040abd42b739ecbe120c4638f2b69ecf1576872669a3403c3391f691
folder=${MAALBAR_SERVERS:-${XDG_CACHE_HOME:-$HOME/.cache}/maalbar/servers}
jar=$folder/jena-fuseki-server-$fuseki.jar

missing=()
command -v virtuoso-t >/dev/null || missing+=(virtuoso-opensource-7-bin)
command -v java >/dev/null || missing+=(openjdk-17-jre-headless)
command -v mvn >/dev/null || [ -f "$jar" ] || missing+=(maven)
if [ ${#missing[@]} -gt 0 ]; then
  apt-get update --quiet=2
  DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet=2 --no-install-recommends "${missing[@]}"
fi

if [ ! -f "$jar" ]; then
  new=$(mktemp -d)
  trap 'rm -rf "$new"' EXIT
  mvn --batch-mode --quiet org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
    -Dartifact="org.apache.jena:jena-fuseki-server:$fuseki" -DoutputDirectory="$new"
  echo "$sha512  $new/jena-fuseki-server-$fuseki.jar" | sha512sum --check --quiet
  mkdir -p "$folder"
  mv "$new/jena-fuseki-server-$fuseki.jar" "$jar"
fi
