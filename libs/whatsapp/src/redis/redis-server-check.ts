/** The parts of a server's INFO that matter. */
interface ServerFacts {
  readonly version: string;
  readonly evictionPolicy: string;
  readonly isOfCluster: boolean;
  readonly hasAppendOnlyFile: boolean;
}

function factsOf(info: string): ServerFacts {
  const facts = new Map(
    info.split(/\r?\n/).map((line): [string, string] => {
      const [name = '', ...value] = line.split(':');
      return [name, value.join(':')];
    }),
  );
  return {
    version: facts.get('redis_version') ?? '',
    evictionPolicy: facts.get('maxmemory_policy') ?? '',
    isOfCluster: facts.get('cluster_enabled') === '1',
    hasAppendOnlyFile: facts.get('aof_enabled') === '1',
  };
}

/** Collects the problems that make the servers unfit, and the warnings. `infos` is the INFO of each. */
export function checkServers(
  infos: readonly string[],
  isCluster: boolean,
): { readonly problems: string[]; readonly warnings: string[] } {
  const problems = new Set<string>();
  const warnings = new Set<string>();
  for (const info of infos) {
    const { version, evictionPolicy, isOfCluster, hasAppendOnlyFile } = factsOf(info);
    const [major = 0, minor = 0] = version.split('.').map(Number);
    if (major < 6 || (major === 6 && minor < 2)) {
      problems.add(
        `Redis ${version || '(of an unknown version)'} is too old: Redis 6.2 or later or Valkey is needed`,
      );
    }
    if (evictionPolicy !== 'noeviction') {
      problems.add(
        `Redis removes records when its memory is full (maxmemory-policy is "${evictionPolicy}"), opt-outs and messages that wait among ` +
          'them: set "maxmemory-policy noeviction", or use a Redis beside the one that is a cache',
      );
    }
    if (isOfCluster && !isCluster) {
      problems.add(
        'The Redis is part of a Cluster, and the client is not: give `redis(new Cluster([{ host, port }]))` with the Cluster of ioredis',
      );
    }
    if (!hasAppendOnlyFile) {
      warnings.add(
        'Redis has no append-only file: when it stops suddenly, what was written since its last snapshot is lost. Set "appendonly yes".',
      );
    }
  }
  return { problems: [...problems], warnings: [...warnings] };
}
