#!/bin/sh
# Makes a version out of what is unreleased: sh scripts/release.sh 0.2.0
# Sets the version in formcheck/version.py, which all else reads, and in CITATION.cff; gives the
# changelog's unreleased lines their heading; commits and tags. Nothing is sent anywhere.
set -eu
cd "$(dirname "$0")/.."
fail() {
    echo "release: $*" >&2
    exit 2
}

version=${1:-}
echo "$version" | grep -Eq '^(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*)){2}$' ||
    fail "expected a version of three numbers such as 0.2.0, got '$version'"
[ -z "$(git status --porcelain)" ] || fail "expected nothing uncommitted; commit or stash it first"
git rev-parse -q --verify "refs/tags/v$version" >/dev/null && fail "the tag v$version exists already"
# Up to the next version's heading there has to be a line that says something.
sed -n '/^## Unreleased$/,/^## [0-9]/p' CHANGELOG.md | grep -q '^- ' ||
    fail "CHANGELOG.md has nothing under '## Unreleased'"
old=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' formcheck/version.py)
newest=$(printf '%s\n%s\n' "$old" "$version" | sort -V | tail -n 1)
[ "$version" = "$newest" ] || fail "$version is below the present version $old"

sed -i "s/^__version__ = .*/__version__ = \"$version\"/" formcheck/version.py
sed -i "s/^version: .*/version: $version/" CITATION.cff
sed -i "s/^## Unreleased\$/## Unreleased\n\n## $version - $(date -u +%Y-%m-%d)/" CHANGELOG.md
git commit -q -m "Release $version" formcheck/version.py CITATION.cff CHANGELOG.md
git tag -a "v$version" -m "formcheck $version"
echo "formcheck $version is committed and tagged as v$version. docs/releasing.md says how it goes on."
