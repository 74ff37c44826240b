# SPDX-License-Identifier: MIT
# Sourced by tests/run, examples/run and .ci/run: finds what a build needs, and installs what is missing where
# that is permitted. Expects bash; sets nothing but functions and `project`.

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

has() { command -v "$1" >/dev/null 2>&1; }
has_python3() { has python3; }
has_gcc() { has gcc; }
has_clang() { has clang; }
has_cxx() { has c++ || has g++ || has clang++; }
has_valgrind() { has valgrind; }
has_ninja() { has ninja || has ninja-build || has samu; }
has_compiler() { if [ -n "${CC:-}" ]; then has "${CC%% *}"; else has cc || has gcc || has clang; fi; }
has_pkg_config() { has pkg-config || has pkgconf; }
has_cmocka() { has_pkg_config && { pkg-config --exists cmocka || pkgconf --exists cmocka; } 2>/dev/null; }
has_node() { has node; }
has_npm() { has npm; }
has_luajit() { has luajit; }
has_mypy() { /usr/bin/python3 -c 'import mypy' >/dev/null 2>&1; }
has_jsonschema() { /usr/bin/python3 -c 'import jsonschema' >/dev/null 2>&1; }
has_meson() {
  has meson && meson --version 2>/dev/null |
    awk -F. '{ exit !($1 > 1 || ($1 == 1 && ($2 > 0 || $3 + 0 >= 1))) }'
}

manager() {
  local name
  for name in apt-get dnf apk pacman brew; do
    if has "$name"; then echo "$name"; return; fi
  done
}

# The packages that hold one need, as this system's package manager names them.
packages_of() {
  case "$1:$2" in
    apt-get:ninja | dnf:ninja) echo ninja-build ;;
    apt-get:compiler | apt-get:gcc) echo gcc libc6-dev ;;
    dnf:compiler | pacman:compiler) echo gcc ;;
    apk:compiler) echo gcc musl-dev ;;
    brew:compiler) echo gcc ;;
    apt-get:cxx | apk:cxx) echo g++ ;;
    dnf:cxx) echo gcc-c++ ;;
    *:cxx) echo gcc ;;
    apt-get:cmocka) echo libcmocka-dev ;;
    dnf:cmocka) echo libcmocka-devel ;;
    apk:cmocka) echo cmocka-dev ;;
    apk:ninja) echo samurai ;;
    pacman:python3) echo python ;;
    apt-get:pkg_config | brew:pkg_config) echo pkg-config ;;
    *:pkg_config) echo pkgconf ;;
    brew:node | brew:npm) echo node ;;
    *:node) echo nodejs ;;
    apk:jsonschema) echo py3-jsonschema ;;
    pacman:jsonschema) echo python-jsonschema ;;
    brew:jsonschema) ;;
    *:jsonschema) echo python3-jsonschema ;;
    dnf:mypy) echo python3-mypy ;;
    *) echo "$2" ;;
  esac
}

# Runs the package manager, as root or by a sudo that asks nothing.
install_packages() {
  local tool=$1 root=()
  shift
  if [ "$tool" != brew ] && [ "$(id -u)" != 0 ]; then
    has sudo && sudo -n true 2>/dev/null || return 1
    root=(sudo -n)
  fi
  case $tool in
    apt-get)
      ${root[@]+"${root[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get update -qq &&
        ${root[@]+"${root[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" ;;
    dnf) ${root[@]+"${root[@]}"} dnf install -y -q "$@" ;;
    apk) ${root[@]+"${root[@]}"} apk add -q "$@" ;;
    pacman) ${root[@]+"${root[@]}"} pacman -Sy --noconfirm --needed "$@" ;;
    brew) brew install -q "$@" ;;
    *) return 1 ;;
  esac </dev/null >&2
}

# Those of the needs that are not there.
missing_of() {
  local need
  for need in "$@"; do "has_$need" || echo "$need"; done
}

# Makes sure of every need, or says in one line what to install and fails.
require() {
  local missing tool packages newer=
  missing=$(missing_of "$@")
  [ -n "$missing" ] || return 0
  tool=$(manager)
  packages=$(echo $(for need in $missing; do packages_of "$tool" "$need"; done))
  if [ -n "$tool" ] && install_packages "$tool" $packages; then
    missing=$(missing_of "$@")
    [ -n "$missing" ] || return 0
  fi
  case " $(echo $missing) " in *" meson "*) newer=" (meson 1.0.1 or newer)" ;; esac
  case $tool in
    apt-get | dnf) echo "please install what is missing: sudo $tool install $packages$newer" >&2 ;;
    apk) echo "please install what is missing: sudo apk add $packages$newer" >&2 ;;
    pacman) echo "please install what is missing: sudo pacman -S $packages$newer" >&2 ;;
    brew) echo "please install what is missing: brew install $packages$newer" >&2 ;;
    *) echo "please install what is missing: $(echo ${missing//_/-})$newer" >&2 ;;
  esac
  return 1
}

# As require, for what tests can do without: they say what they skipped.
prefer() {
  local tool packages need
  tool=$(manager)
  for need in $(missing_of "$@"); do
    packages=$(packages_of "$tool" "$need")
    [ -n "$tool" ] && [ -n "$packages" ] && install_packages "$tool" $packages || true
  done
}

# configure FOLDER OPTION...: a fresh or refreshed build folder below build/.
configure() {
  local folder=$project/build/$1 log
  shift
  mkdir -p "$folder"
  log=$folder/configure.log
  if [ -f "$folder/build.ninja" ]; then
    meson configure "$folder" "$@" >"$log" 2>&1 && return 0
    rm -rf "$folder"
    mkdir -p "$folder"
  fi
  meson setup "$folder" "$project" "$@" >"$log" 2>&1 || { cat "$log" >&2; return 1; }
}

# build FOLDER: quiet when all is well, except for warnings.
build() {
  local folder=$project/build/$1 log=$project/build/$1/build.log
  meson compile -C "$folder" >"$log" 2>&1 || { cat "$log" >&2; return 1; }
  grep -A4 'warning:' "$log" >&2 || true
}
