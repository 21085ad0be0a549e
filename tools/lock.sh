#!/bin/sh
# Pin every requirement with its hashes. No index address and no local path is written: offices use mirrors.
set -eu
cd "$(dirname "$0")/../requirements"
for name in uv node base dev bench; do
    "${UV:-uv}" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-header --no-annotate "$@" -o "$name.txt" "$name.in"
done
