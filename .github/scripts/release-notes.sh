#!/usr/bin/env bash
# release-notes.sh VERSION: prints the change log's section of a version. Fails if the code has another version, or the change log
# has no such section or an empty one.
set -euo pipefail
cd "$(dirname "$0")/../.."
version=${1:?usage: release-notes.sh VERSION}

code=$(sed -nE 's|.*<VersionPrefix>(.*)</VersionPrefix>.*|\1|p' Directory.Build.props)
if [ "$code" != "$version" ]; then
  echo "The tag is of version $version, but VersionPrefix in Directory.Build.props is $code. Correct one of them." >&2
  exit 1
fi

# From the heading of the version to the next one.
notes=$(awk -v heading="## [$version]" 'index($0, "## [") == 1 { inside = index($0, heading) == 1; next } inside' CHANGELOG.md)
if [ -z "${notes//[[:space:]]/}" ]; then
  echo "CHANGELOG.md has no section '## [$version]', or an empty one. Give the Unreleased section that version." >&2
  exit 1
fi
echo "$notes"
