// `install-servers.mjs [redis] [postgres]`: installs Redis and PostgreSQL, or the ones named, for the tests of the storages and for
// `npm run start:scaled`, where there is none and no REDIS_URL or DATABASE_URL that names one. Who needs a server starts one: none is
// started here, and Debian makes no cluster and no service.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const DEBIAN_POSTGRES = '/usr/lib/postgresql';
const paths = (process.env.PATH ?? '').split(delimiter);
const versions = existsSync(DEBIAN_POSTGRES) ? readdirSync(DEBIAN_POSTGRES) : [];
const isIn = (folder, programs) => programs.every((program) => existsSync(join(folder, program)));

const wanted = process.argv.length > 2 ? process.argv.slice(2) : ['redis', 'postgres'];
const hasRedis =
  !wanted.includes('redis') || process.env.REDIS_URL || paths.some((path) => isIn(path, ['redis-server']));
const hasPostgres =
  !wanted.includes('postgres') ||
  process.env.DATABASE_URL ||
  [...paths, ...versions.map((version) => join(DEBIAN_POSTGRES, version, 'bin'))].some((path) =>
    isIn(path, ['initdb', 'postgres']),
  );
const missing = [...(hasRedis ? [] : ['redis-server']), ...(hasPostgres ? [] : ['postgresql'])];
if (missing.length > 0) install(missing);

function install(packages) {
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  if (!isAble(['apt-get', '--version']) || !isAble([...asRoot, 'true'])) {
    process.stderr.write(
      `This needs ${packages.join(' and ')}: install them, or name servers that may be written to, by REDIS_URL and DATABASE_URL for the ` +
        'tests, by STORAGE_URL for npm run start:scaled. (apt-get would be used as root, or where sudo asks for no password.)\n',
    );
    process.exit(1);
  }
  process.stdout.write(`Installing ${packages.join(', ')} …\n`);
  const [command, ...args] = [...asRoot, 'sh', '-c', script(packages)];
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status === 0) return;
  process.stderr.write(`${stdout}${stderr}`);
  process.exit(status ?? 1);
}

function isAble([command, ...args]) {
  return spawnSync(command, args).status === 0;
}

/** Puts back what it changes for the time of the installation. */
function script(packages) {
  return `set -e
    export DEBIAN_FRONTEND=noninteractive
    policy=/usr/sbin/policy-rc.d
    clusters=/etc/postgresql-common/createcluster.conf
    kept=$(mktemp)
    restore() {
      [ ! -e "$kept.policy" ] || rm -f "$policy" "$kept.policy"
      [ ! -s "$kept" ] || cp "$kept" "$clusters"
      rm -f "$kept"
    }
    trap restore EXIT
    if [ ! -e "$policy" ]; then
      touch "$kept.policy"
      printf '#!/bin/sh\\nexit 101\\n' > "$policy"
      chmod 755 "$policy"
    fi
    apt-get --quiet update
    case "${packages.join(' ')}" in *postgresql*)
      apt-get --quiet install --yes --no-install-recommends postgresql-common
      cp "$clusters" "$kept"
      echo 'create_main_cluster = false' >> "$clusters"
    esac
    apt-get --quiet install --yes --no-install-recommends ${packages.join(' ')}`;
}
