# Sourced by demo.sh and test.sh: makes .venv and installs what is missing on this machine.
# Needs Python 3.11 or later; on Debian and Ubuntu it installs missing system packages itself
# where it may (root, or sudo without a password), and otherwise says which are missing.

set -eu
cd "$(dirname "$0")/.."

say() { printf '== %s\n' "$*" >&2; }

can_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null
}

apt_install() {
    say "installing system packages: $*"
    sudo=""
    [ "$(id -u)" -eq 0 ] || sudo="sudo -n"
    $sudo apt-get update -q >/dev/null
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -q --no-install-recommends "$@" >/dev/null
}

require_packages() {
    [ $# -gt 0 ] || return 0
    if can_install; then
        apt_install "$@"
    else
        say "missing system packages; install them with: sudo apt-get install $*"
    fi
}

# The libraries that OpenCV and MediaPipe load, by file name and Debian package.
missing_libraries() {
    known=$( (ldconfig -p || /sbin/ldconfig -p) 2>/dev/null || true)
    for pair in libGL.so.1:libgl1 libglib-2.0.so.0:libglib2.0-0 libEGL.so.1:libegl1 \
        libGLESv2.so.2:libgles2; do
        case "$known" in
            *"${pair%%:*}"*) ;;
            *) printf '%s ' "${pair##*:}" ;;
        esac
    done
}

find_python() {
    for candidate in ${PYTHON:-} python3.13 python3.12 python3.11 python3; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return 0
        fi
    done
    return 1
}

make_environment() {
    if [ ! -x .venv/bin/pip ]; then
        python=$(find_python) || {
            require_packages python3 python3-venv
            python=$(find_python) || {
                say "Python 3.11 or later is needed: install it, or name it with PYTHON=/path/to/python"
                exit 5
            }
        }
        say "making .venv with $python"
        if ! "$python" -m venv .venv >/dev/null 2>&1; then
            rm -rf .venv
            require_packages python3-venv
            "$python" -m venv .venv
        fi
    fi
    # Older versions of pip do not know dependency groups.
    .venv/bin/pip install -q --disable-pip-version-check "pip>=25.1"
}

# shellcheck disable=SC2046 # one word for each package
require_packages $(missing_libraries)
make_environment
say "installing formcheck and what it needs (a few minutes the first time)"
