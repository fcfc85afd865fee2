#!/bin/sh
# Installs the Debian packages of GROUP (debian-packages) that are missing.
#   deps.sh build|run|test|bench|ui
# apt starts no service and makes no PostgreSQL cluster while it runs; nothing
# else outside the checkout is changed.
set -eu
group=$1
list=$(dirname "$0")/../debian-packages

if [ "$group" = ui ] && command -v node >/dev/null && command -v npm >/dev/null &&
    [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 18 ]; then
	exit 0
fi
wanted=$(sed -n "s/^$group: *//p" "$list")
missing=
for package in $wanted; do
	case $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) in
	installed) ;;
	*) missing="$missing $package" ;;
	esac
done
[ -n "$missing" ] || exit 0
if [ "$(id -u)" != 0 ]; then
	echo "Hayloft needs these Debian packages:$missing" >&2
	echo "Become root and run 'make deps', or install them yourself." >&2
	exit 1
fi

# One group after the other, whoever asks.
exec 9>/run/lock/hayloft-deps
flock 9
export DEBIAN_FRONTEND=noninteractive
policy=/usr/sbin/policy-rc.d
if [ ! -e $policy ]; then
	printf '#!/bin/sh\nexit 101\n' > $policy
	chmod 755 $policy
	trap 'rm -f $policy' EXIT
fi
case $missing in
*postgresql-15*)
	mkdir -p /etc/postgresql-common/createcluster.d
	echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.d/hayloft.conf ;;
esac
case $missing in
*postfix*)
	echo 'postfix postfix/main_mailer_type select No configuration' | debconf-set-selections ;;
esac
apt-get -q update
# shellcheck disable=SC2086 -- one word per package
apt-get -q -y install --no-install-recommends $missing
