#!/usr/bin/env bash
# A book that outlives a machine, on one machine: three network namespaces db1 db2 db3, each with etcd, Patroni and PostgreSQL, and
# two, web1 and web2, with a `wheelhouse serve` each, on a bridge of their own. To try it out and to test it; not for work.
#
#   deploy/ha/cluster.sh up [--async] [--archive FOLDER] [--program FILE]   prints where the servers listen; as root
#   deploy/ha/cluster.sh status                 who leads, who follows how far behind
#   deploy/ha/cluster.sh kill NODE              kill -9 of everything in db1 … web2;     start NODE: begins again
#   deploy/ha/cluster.sh cut NODE [all]         a database cut off from the other two, or from everybody;     heal NODE
#   deploy/ha/cluster.sh freeze NODE            SIGSTOP of everything there;     thaw NODE
#   deploy/ha/cluster.sh exec NODE COMMAND…     runs a command there
#   deploy/ha/cluster.sh url                    the address of the book, for --db
#   deploy/ha/cluster.sh down                   stops all of it and leaves nothing
#
# WHEELHOUSE_HA_FOLDER (default /tmp/wheelhouse-ha) holds everything; WHEELHOUSE_HA_NET (10.201.77) is the network;
# WHEELHOUSE_HA_NAME (whha) begins the names of namespaces and links, so that two sets can stand side by side.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
root=$(cd -- "$here/../.." && pwd)
. "$root/tools/common.sh"
. "$root/tools/packages.sh"

folder=${WHEELHOUSE_HA_FOLDER:-/tmp/wheelhouse-ha}
net=${WHEELHOUSE_HA_NET:-10.201.77}
prefix=${WHEELHOUSE_HA_NAME:-whha}
databases=(db1 db2 db3)
servers=(web1 web2)
bridge=$prefix-br

address_of() {
  case $1 in
    db[1-3]) echo "$net.1${1#db}" ;;
    web[1-2]) echo "$net.2${1#web}" ;;
    *) fail "There is no node $1; they are ${databases[*]} ${servers[*]}." ;;
  esac
}
space_of() { echo "$prefix-$1"; }
inside() { # NODE COMMAND…: in its namespace, without rights
  local node=$1
  shift
  ip netns exec "$(space_of "$node")" setpriv --reuid postgres --regid postgres --clear-groups "$@"
}
in_background() { # NODE LOG COMMAND…
  local node=$1 log=$2
  shift 2
  # Of a session of its own and with no pipe of ours open, so that it outlives this script.
  inside "$node" setsid "$@" >>"$log" 2>&1 </dev/null &
  disown
}
processes_of() { ip netns pids "$(space_of "$1")" 2>/dev/null || true; }
signal() { # SIGNAL NODE
  local pids
  mapfile -t pids < <(processes_of "$2")
  [[ ${#pids[@]} -eq 0 ]] || kill "-$1" "${pids[@]}" 2>/dev/null || true
}
wait_for() { # SECONDS WHAT COMMAND…
  local limit=$((SECONDS + $1)) what=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < limit)) || fail "$what: not within the time; the logs are in $folder."
    sleep 0.3
  done
}
of_all() { # FORMAT of addresses, with {} for the address and [] for the name; joined by commas
  local node out=()
  for node in "${databases[@]}"; do
    local item=${1//'{}'/$(address_of "$node")}
    out+=("${item//'[]'/$node}")
  done
  (IFS=,; echo "${out[*]}")
}
# sslmode=disable: the databases here have no certificates, and no packet leaves this machine. Without it verify-full would be asked for.
url() { echo "postgresql://wheelhouse@$(of_all '{}:5432')/wheelhouse?target_session_attrs=read-write&connect_timeout=3&tcp_user_timeout=10000&sslmode=disable&passfile=$folder/book.pgpass"; }

fill_in() { # TEMPLATE NODE
  local text key
  text=$(<"$1")
  local -A values=(
    [name]=$2 [address]=$(address_of "$2") [folder]=$folder/$2 [network]=$net.0/24 [binaries]=$binaries
    [etcd_members]=$(of_all '[]=http://{}:2380') [etcd_hosts]=$(of_all '{}:2379') [password]=$(<"$folder/password")
    [synchronous]=$(<"$folder/synchronous") [shared_buffers]=${WHEELHOUSE_HA_SHARED_BUFFERS:-64MB}
    [archive_mode]=off [archive_command]=/bin/true
  )
  if [[ -s $folder/archive ]]; then
    values[archive_mode]=on
    values[archive_command]="test ! -f $(<"$folder/archive")/%f && cp %p $(<"$folder/archive")/%f"
  fi
  for key in "${!values[@]}"; do text=${text//"{$key}"/"${values[$key]}"}; done
  printf '%s\n' "$text"
}

begin() { # NODE: its processes; its namespace is there
  local node=$1
  if [[ $node == db* ]]; then
    in_background "$node" "$folder/$node/etcd.log" etcd --config-file "$folder/$node/etcd.yml"
    in_background "$node" "$folder/$node/patroni.log" patroni "$folder/$node/patroni.yml"
  else
    : >"$folder/$node/listening.json"
    inside "$node" setsid "$folder/wheelhouse" serve --listen "$(address_of "$node"):8080" --allow-plain-http --allow-host "$(address_of "$node")" \
      --print-json \
      --db "$(url)" --data-dir "$folder/uploads" >>"$folder/$node/listening.json" 2>>"$folder/$node/serve.log" </dev/null &
    disown
  fi
}
listens() { [[ -s $folder/$1/listening.json ]]; }
patronictl() { # NODE COMMAND…: as seen from there
  local node=$1
  shift
  inside "$node" timeout 5 patronictl -c "$folder/$node/patroni.yml" "$@"
}
# Also that the first host of the address has heard of the database: libpq does not go on to the next one for that.
book_is_there() { PGCONNECT_TIMEOUT=3 timeout 15 psql --no-psqlrc -qAtc 'SELECT 1' "$(url)"; }
has_leader() { patronictl db1 list 2>/dev/null | grep -q 'Leader .*running'; }
# In the synchronous set nothing is acknowledged before a standby is named; without one, wait for two that follow.
followers() {
  local list
  list=$(patronictl db1 list 2>/dev/null) || return 1
  [[ $(grep -cE '(Replica|Sync Standby) +\| (running|streaming)' <<<"$list") -eq 2 ]] || return 1
  [[ $(<"$folder/synchronous") == false ]] || grep -q 'Sync Standby' <<<"$list"
}

up() {
  local program=$root/build/release/wheelhouse synchronous=true archive='' node
  while (($#)); do
    case $1 in
      --async) synchronous=false; shift ;;
      --archive) archive=$2; shift 2 ;;
      --program) program=$2; shift 2 ;;
      *) fail "cluster.sh up does not know $1." ;;
    esac
  done
  [[ $(id -u) -eq 0 ]] || fail "Network namespaces need root."
  [[ -x $program ]] || fail "There is no $program: build it (./run does), or name one with --program."
  [[ ! -e $folder ]] || fail "$folder is there: 'cluster.sh down' first."
  install_packages "${ha_packages[@]}" >&2
  binaries=$(find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin | sort -V | tail -n 1)
  trap 'say "It did not come up; its logs:"; tail -n 5 "$folder"/*/*.log >&2 || true; down' ERR EXIT

  mkdir -p "$folder/uploads"
  head -c 18 /dev/urandom | base64 | tr -d '+/=' >"$folder/password"
  echo "$synchronous" >"$folder/synchronous"
  printf %s "$archive" >"$folder/archive"
  printf '*:*:*:wheelhouse:%s\n' "$(<"$folder/password")" >"$folder/book.pgpass"
  install -m 755 "$program" "$folder/wheelhouse"
  ip link add "$bridge" type bridge
  ip addr add "$net.1/24" dev "$bridge"
  ip link set "$bridge" up
  for node in "${databases[@]}" "${servers[@]}"; do
    mkdir -p "$folder/$node"
    ip netns add "$(space_of "$node")"
    ip link add "$prefix-$node" type veth peer name eth0 netns "$(space_of "$node")"
    ip link set "$prefix-$node" master "$bridge" up
    ip -n "$(space_of "$node")" addr add "$(address_of "$node")/24" dev eth0
    ip -n "$(space_of "$node")" link set eth0 up
    ip -n "$(space_of "$node")" link set lo up
    if [[ $node == db* ]]; then
      fill_in "$here/etcd.yml" "$node" >"$folder/$node/etcd.yml"
      fill_in "$here/patroni.yml" "$node" >"$folder/$node/patroni.yml"
    fi
  done
  chown -R postgres: "$folder"
  chmod 600 "$folder"/{password,book.pgpass} "$folder"/db?/patroni.yml
  [[ -z $archive ]] || { mkdir -p "$archive" && chown postgres: "$archive"; }

  for node in "${databases[@]}"; do begin "$node"; done
  wait_for 90 "no PostgreSQL leads" has_leader
  wait_for 120 "the standbys do not follow" followers
  local leader
  leader=$(leader_of)
  inside "$leader" psql --no-psqlrc -q -h "$folder/$leader" -v ON_ERROR_STOP=1 -d postgres \
    -c "CREATE ROLE wheelhouse LOGIN PASSWORD '$(<"$folder/password")'" \
    -c "CREATE DATABASE wheelhouse OWNER wheelhouse" >&2
  wait_for 30 "the book's database cannot be reached" book_is_there
  # One after the other: the first makes the tables and prints the link for its first administrator.
  for node in "${servers[@]}"; do
    begin "$node"
    wait_for 60 "$node does not listen" listens "$node"
  done
  trap - ERR EXIT
  cat "$folder/web1/listening.json"
  cat "$folder/web2/listening.json"
}

# Who says of itself that it leads and holds the lock. Whoever is cut off may still believe an old list, but leads no more.
leader_of() {
  local node
  for node in "${databases[@]}"; do
    curl -s -f -m 2 -o /dev/null "http://$(address_of "$node"):8008/primary" && echo "$node" && return 0
  done
  return 1
}

down() {
  local node
  for node in "${servers[@]}" "${databases[@]}"; do
    # Until none is left: Patroni may be starting a PostgreSQL at this very moment.
    for _ in {1..25}; do
      signal KILL "$node"
      [[ -n $(processes_of "$node") ]] || break
      sleep 0.2
    done
    ip netns del "$(space_of "$node")" 2>/dev/null || true
    ip link del "$prefix-$node" 2>/dev/null || true
  done
  ip link del "$bridge" 2>/dev/null || true
  rm -rf "$folder"
}

command=${1:-}
[[ $# -eq 0 ]] || shift
case $command in
  up) up "$@" ;;
  down) down ;;
  url) url ;;
  leader) leader_of ;;
  status) patronictl "${1:-db1}" list ;;
  kill) signal KILL "$1"; [[ $1 == web* ]] || { sleep 0.2; signal KILL "$1"; } ;;
  start) begin "$1"; [[ $1 == db* ]] || wait_for 60 "$1 does not listen" listens "$1" ;;
  freeze) signal STOP "$1" ;;
  thaw) signal CONT "$1" ;;
  cut)
    [[ $1 == db* ]] || fail "Only databases are cut off."
    if [[ ${2:-} == all ]]; then
      ip -n "$(space_of "$1")" link set eth0 down
    else
      # What it would answer the other two goes nowhere; whoever asks it from elsewhere still reaches it.
      for other in "${databases[@]}"; do
        [[ $other == "$1" ]] || ip -n "$(space_of "$1")" route replace blackhole "$(address_of "$other")/32"
      done
    fi
    ;;
  heal)
    ip -n "$(space_of "$1")" link set eth0 up
    for other in "${databases[@]}"; do
      ip -n "$(space_of "$1")" route del blackhole "$(address_of "$other")/32" 2>/dev/null || true
    done
    ;;
  exec) inside "$@" ;;
  *) sed -n '2,/^set -euo/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
esac
