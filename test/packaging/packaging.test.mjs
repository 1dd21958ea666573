// What a user gets from npm, seen from outside the repository. Run by `npm run test:packaging`.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { compile, createBareConsumer, createConsumer } from './support/consumer.mjs';
import { packagesReachedFrom } from './support/declarations.mjs';
import { packagesLoadedBy } from './support/loaded-packages.mjs';
import { startGraphServer } from './support/graph-server.mjs';
import { pack, REPOSITORY } from './support/pack.mjs';
import { runOrThrow } from './support/run-command.mjs';

const dir = mkdtempSync(join(tmpdir(), 'nestjs-whatsapp-packaging-'));
// At the exit and not in an `after`, so that it happens also where the packing itself fails.
process.on('exit', () => {
  // KEEP_CONSUMERS=1 leaves the apps behind, to look at what went wrong.
  if (process.env.KEEP_CONSUMERS) process.stdout.write(`The consumers are in ${dir}\n`);
  else rmSync(dir, { recursive: true, force: true });
});
const library = await pack('nestjs-whatsapp', dir);
const simulator = await pack('whatsapp-simulator', dir);

const optionalPeers = Object.entries(library.manifest.peerDependenciesMeta)
  .filter(([, { optional }]) => optional)
  .map(([name]) => name);

/** Every file that the manifest points at: `main`, `types`, `bin`, and the leaves of `exports` and `typesVersions`. */
function targetsOf({ main, types, bin, exports, typesVersions }) {
  const leaves = (value) =>
    value && typeof value === 'object' ? Object.values(value).flatMap(leaves) : [value];
  return leaves([main, types, bin, exports, typesVersions]).filter((target) => target !== undefined);
}

/** No error in the app's own files and in our declarations; errors in those of other packages are only told. */
async function compilesCleanly(t, app, project) {
  const { ours, foreign } = await compile(app, project);
  for (const line of foreign) t.diagnostic(`in another package's declarations: ${line}`);
  assert.equal(ours.join('\n'), '');
}

const bin = (name) => join(REPOSITORY, 'node_modules/.bin', name);

for (const { manifest, files, tarball, dir: unpacked } of [library, simulator]) {
  describe(`The tarball of ${manifest.name}`, () => {
    it('has a README, the licence and the changelog', () => {
      for (const file of ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md']) {
        assert.ok(files.includes(file), `${file} is missing`);
      }
    });

    it('has no specs, no sources and no build state', () => {
      const unwanted = files.filter((file) =>
        /\.spec\.|spec-support|^src\/|\.tsbuildinfo$|(?<!\.d)\.ts$/.test(file),
      );
      assert.deepEqual(unwanted, []);
    });

    it('has every file that its manifest points at', () => {
      const targets = targetsOf(manifest);
      assert.ok(targets.length >= 3, `too few targets found to be true: ${targets}`);
      assert.deepEqual(
        targets.filter((target) => !existsSync(join(unpacked, target))),
        [],
      );
    });

    it('needs nothing but registry versions', () => {
      const { dependencies = {}, peerDependencies = {} } = manifest;
      const ranges = Object.entries({ ...dependencies, ...peerDependencies });
      assert.deepEqual(
        ranges.filter(([, range]) => /^(file|link|workspace|git|https?):/.test(range)),
        [],
      );
    });

    it('is clean for publint, strictly', async () => {
      await runOrThrow(bin('publint'), ['run', tarball, '--strict'], { cwd: dir });
    });
  });
}

describe('The types of nestjs-whatsapp', () => {
  it('are right for every way of resolution', async () => {
    await runOrThrow(bin('attw'), [library.tarball], { cwd: dir });
  });

  for (const copy of ['dist', 'dist-cjs']) {
    for (const extension of ['d.ts', 'js']) {
      it(`lead from the main entry to declared packages and to no optional peer (${copy}, .${extension})`, async () => {
        const { packages, files } = await packagesReachedFrom(join(library.dir, copy, `index.${extension}`));
        assert.ok(files.length > 20, `too few files reached to be true: ${files.length}`);
        const { dependencies, peerDependencies } = library.manifest;
        const declared = Object.keys({ ...dependencies, ...peerDependencies });
        assert.deepEqual(
          packages.filter((name) => optionalPeers.includes(name) || !declared.includes(name)),
          [],
        );
      });
    }
  }
});

describe('The types of whatsapp-simulator', () => {
  it('are right for ES modules', async () => {
    await runOrThrow(bin('attw'), [simulator.tarball, '--profile', 'esm-only'], { cwd: dir });
  });
});

describe('Installed outside the repository', { concurrency: 2 }, () => {
  for (const template of ['nest12-express', 'nest12-fastify', 'nest11-commonjs']) {
    describe(`nestjs-whatsapp in an app of its own (${template})`, { concurrency: 1 }, () => {
      let app;
      let graph;
      before(async () => {
        app = await createConsumer(template, dir, [library.tarball]);
        graph = await startGraphServer();
      });
      after(() => graph?.close());

      it('compiles in strict mode with skipLibCheck off', (t) => compilesCleanly(t, app));

      it('sends, validates, reports health, and lets the process end', async () => {
        const output = await runOrThrow('node', ['dist/main.js'], {
          cwd: app,
          timeoutMs: 60_000,
          env: {
            GRAPH_BASE_URL: graph.baseUrl,
            WHATSAPP_PHONE_NUMBER_ID: '106540352242923',
            WHATSAPP_ACCESS_TOKEN: 'a-token-of-the-environment',
            WHATSAPP_BASE_URL: graph.baseUrl,
          },
        });
        assert.match(output, /consumer: all good/);
        const sends = graph.requests.filter(({ method }) => method === 'POST');
        assert.deepEqual(
          sends.map(({ path, authorization, body }) => [path.split('/')[2], authorization, body.text.body]),
          [
            ['106540352242922', 'Bearer a-token-of-the-packaging-test', 'Hello from outside the repository'],
            ['106540352242923', 'Bearer a-token-of-the-environment', 'Configured by the environment'],
          ],
        );
      });

      for (const way of ['import', 'require']) {
        it(`loads no optional peer with the main entry, although it is there (${way})`, async () => {
          const loaded = await packagesLoadedBy(`${way}('nestjs-whatsapp')`, app);
          assert.ok(
            loaded.includes('nestjs-whatsapp') && loaded.includes('@nestjs/common'),
            loaded.join(', '),
          );
          for (const name of optionalPeers) {
            assert.ok(existsSync(join(app, 'node_modules', name)), `${name} should be installed here`);
            assert.ok(!loaded.includes(name), `${name} was loaded`);
          }
        });
      }

      if (template === 'nest11-commonjs') {
        it('compiles with the old resolution of modules too', (t) =>
          compilesCleanly(t, app, 'tsconfig.node10.json'));

        it("passes the app's own Jest, plain CommonJS without flags", async () => {
          const output = await runOrThrow('node', ['node_modules/jest/bin/jest.js'], {
            cwd: app,
            env: { GRAPH_BASE_URL: graph.baseUrl },
          });
          assert.match(output, /Tests: +2 passed, 2 total/);
        });
      }
    });
  }

  describe('nestjs-whatsapp in an app with its required peers only', () => {
    let app;
    before(async () => {
      app = await createBareConsumer(dir, library);
    });

    it('loads its main entry in bare Node, as one copy for import and require', async () => {
      const output = await runOrThrow('node', ['load.mjs'], { cwd: app });
      assert.match(output, /bare: all good/);
    });
  });

  describe('whatsapp-simulator in an app of its own', { concurrency: 1 }, () => {
    let app;
    before(async () => {
      app = await createConsumer('simulator', dir, [simulator.tarball]);
    });

    it('compiles in strict mode with skipLibCheck off', (t) => compilesCleanly(t, app));

    it('accepts a message, and lets the process end', async () => {
      const output = await runOrThrow('node', ['dist/main.js'], { cwd: app, timeoutMs: 60_000 });
      assert.match(output, /simulator: all good/);
    });

    it('has a command that explains itself', async () => {
      const output = await runOrThrow('npx', ['--no', '--', 'whatsapp-simulator', '--help'], { cwd: app });
      assert.match(output, /--port/);
    });
  });
});
