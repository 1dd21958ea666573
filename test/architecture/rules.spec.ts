import { describe, expect, it } from '@jest/globals';
import { RULES } from './rules/index.js';
import { barrels } from './rules/barrels.rule.js';
import { cycles } from './rules/cycles.rule.js';
import { declaredPackages } from './rules/declared-packages.rule.js';
import { featureEntry } from './rules/feature-entry.rule.js';
import { folderUnits } from './rules/folder-units.rule.js';
import { folders } from './rules/folders.rule.js';
import { noConsole, noEsmOnlySyntax, noPlatform, noSpecImported } from './rules/forbidden-code.rule.js';
import { layers } from './rules/layers.rule.js';
import { packageBorders } from './rules/package-borders.rule.js';
import { tinyFiles } from './rules/tiny-files.rule.js';
import type { Rule } from './rule.js';
import { Workspace } from './workspace.js';

const manifests = {
  'libs/whatsapp/package.json': {
    name: 'nestjs-whatsapp',
    exports: { '.': './dist/index.js', './health': './dist/health/index.js' },
    dependencies: { undici: '7' },
    peerDependencies: { '@nestjs/common': '12', '@nestjs/terminus': '12' },
    peerDependenciesMeta: { '@nestjs/terminus': { optional: true } },
  },
  'libs/simulator/package.json': {
    name: 'whatsapp-simulator',
    exports: { '.': './dist/index.js' },
    devDependencies: { preact: '11' },
  },
  'apps/sample/package.json': { name: 'sample', dependencies: { 'nestjs-whatsapp': '1' } },
};

/** A made-up workspace; a path that does not begin with a package is one of the library's sources. */
function workspaceOf(sources: Record<string, string>): Workspace {
  return new Workspace(
    new Map([
      ...Object.entries(manifests).map(([path, json]): [string, string] => [path, JSON.stringify(json)]),
      ...Object.entries(sources).map(([path, text]): [string, string] => [
        /^(libs|apps)\//.test(path) ? path : `libs/whatsapp/src/${path}`,
        text,
      ]),
    ]),
  );
}

function check(rule: Rule, sources: Record<string, string>): string[] {
  return rule(workspaceOf(sources));
}

/** Exactly one breach, and its sentence holds this text. */
const one = (text: string) => [expect.stringContaining(text)];

describe('A workspace that keeps every rule', () => {
  const workspace = workspaceOf({
    'index.ts': "export * from './common/index.js';\nexport { WhatsAppModule } from './whatsapp.module.js';",
    'whatsapp.module.ts':
      "import { Graph } from './graph/index.js';\nexport class WhatsAppModule { graph = new Graph(); }",
    'common/index.ts': "export { Clock } from './clock.js';",
    'common/clock.ts': 'export class Clock { async now() { await 0; } }',
    'common/clock.spec.ts':
      "import { Graph } from '../graph/graph.js';\nimport request from 'supertest';\nconsole.log(request, Graph);",
    'graph/index.ts': "export { Graph } from './graph.js';",
    'graph/graph.ts':
      "import { Clock } from '../common/index.js';\nimport { request } from 'undici';\nimport { readFile } from 'node:fs';\nexport class Graph { uses = [Clock, request, readFile]; console = 1; }",
    'health/index.ts': "export { Indicator } from './indicator.js';",
    'health/indicator.ts':
      "import { X } from '@nestjs/terminus';\nimport { WhatsAppModule } from '../whatsapp.module.js';\nexport class Indicator { uses = [X, WhatsAppModule]; }",
    'libs/simulator/src/index.ts':
      "import table from './table.json' with { type: 'json' };\nexport { table };",
    'libs/simulator/src/table.json': '{}',
    'libs/simulator/page/src/app.tsx':
      "import { useState } from 'preact/hooks';\nimport '../../src/index.js';",
    'apps/sample/src/main.ts':
      "import { WhatsAppModule } from 'nestjs-whatsapp';\nimport { Indicator } from 'nestjs-whatsapp/health';\nconsole.log(WhatsAppModule, Indicator);",
  });

  it.each(Object.entries(RULES))('passes: %s', (_sentence, rule) => {
    const found = rule(workspace);
    expect(found.filter((sentence) => !sentence.includes('take it off the list'))).toEqual([]);
  });
});

describe('The rule of the layers', () => {
  it.each([
    ['import', "import { Graph } from '../graph/index.js';"],
    ['type-only import', "import type { Graph } from '../graph/index.js';"],
    ['inline type import', "import { type Graph } from '../graph/index.js';"],
    ['re-export', "export { Graph } from '../graph/index.js';"],
    ['export of everything', "export * from '../graph/index.js';"],
    ['dynamic import', "const later = () => import('../graph/index.js');"],
    ['import in a type', "let graph: import('../graph/index.js').Graph;"],
    ['require', "const graph = require('../graph/index.js');"],
    ['import by require', "import graph = require('../graph/index.js');"],
    ['import for its effect', "import '../graph/index.js';"],
  ])('refuses an upward %s', (_kind, text) => {
    const found = check(layers, { 'errors/a.ts': `\n${text}`, 'graph/index.ts': '' });
    expect(found).toEqual([
      'libs/whatsapp/src/errors/a.ts:2 imports libs/whatsapp/src/graph/index.ts: "graph" lies above "errors"; ' +
        'turn the import round, or take what is needed through a token that "errors" defines',
    ]);
  });

  it('refuses imports between siblings, into a sub-path and into the root files', () => {
    const files = {
      'recipients/index.ts': '',
      'testing/index.ts': '',
      'health/index.ts': '',
      'whatsapp.tokens.ts': '',
    };
    expect(check(layers, { ...files, 'accounts/a.ts': "import '../recipients/index.js';" })).toEqual(
      one('"accounts" and "recipients" are siblings'),
    );
    expect(check(layers, { ...files, 'accounts/a.ts': "import '../testing/index.js';" })).toEqual(
      one('"testing" is a sub-path'),
    );
    expect(check(layers, { ...files, 'testing/a.ts': "import '../health/index.js';" })).toEqual(
      one('"health" is a sub-path'),
    );
    expect(check(layers, { ...files, 'index.ts': "export { x } from './health/index.js';" })).toEqual(
      one('"health" is a sub-path'),
    );
    expect(check(layers, { ...files, 'handlers/a.ts': "import '../whatsapp.tokens.js';" })).toEqual(
      one('"module" lies above "handlers"'),
    );
  });
});

describe('The rule of the folders', () => {
  it('refuses a folder and a root file that have no place', () => {
    expect(check(folders, { 'utils/a.ts': '', 'utils/b.ts': '' })).toEqual(
      one('libs/whatsapp/src/utils has no place in the layers'),
    );
    expect(check(folders, { 'helpers.ts': '' })).toEqual(
      one('libs/whatsapp/src/helpers.ts stands in src itself'),
    );
  });
});

describe('The rule of the entry', () => {
  it('refuses an import past the index.ts of a feature, also from the root files and from a sub-path', () => {
    const files = { 'common/clock.ts': '', 'common/deep/index.ts': '' };
    const breachOf = one('past its entry: import from libs/whatsapp/src/common/index.ts');
    expect(check(featureEntry, { ...files, 'errors/a.ts': "import '../common/clock.js';" })).toEqual(
      breachOf,
    );
    expect(check(featureEntry, { ...files, 'errors/a.ts': "import '../common/deep/index.js';" })).toEqual(
      breachOf,
    );
    expect(check(featureEntry, { ...files, 'index.ts': "export { x } from './common/clock.js';" })).toEqual(
      breachOf,
    );
    expect(check(featureEntry, { ...files, 'testing/a.ts': "import '../common/clock.js';" })).toEqual(
      breachOf,
    );
  });

  it('lets other features in by internal.ts, and nothing of it out of the package', () => {
    const files = { 'common/internal.ts': '', 'common/index.ts': '' };
    expect(check(featureEntry, { ...files, 'errors/a.ts': "import '../common/internal.js';" })).toEqual([]);
    const madePublic = one('makes libs/whatsapp/src/common/internal.ts public');
    for (const index of ['index.ts', 'errors/index.ts', 'common/index.ts']) {
      const from = index === 'index.ts' ? './common' : index === 'common/index.ts' ? '.' : '../common';
      expect(check(featureEntry, { ...files, [index]: `export { x } from '${from}/internal.js';` })).toEqual(
        madePublic,
      );
    }
  });
});

describe('The rule against cycles', () => {
  it('refuses a ring of files and names each of them', () => {
    const found = check(cycles, {
      'graph/a.ts': "import './b.js';",
      'graph/b.ts': "import type { C } from './c.js';",
      'graph/c.ts': "export const later = () => import('./a.js');",
      'graph/d.ts': "import './a.js';",
    });
    const [a, b, c] = ['a', 'b', 'c'].map((name) => `libs/whatsapp/src/graph/${name}.ts`);
    expect(found).toEqual([`Import cycle: ${a} -> ${b} -> ${c} -> ${a}`]);
  });

  it('refuses a file that imports itself, in any package', () => {
    expect(check(cycles, { 'libs/simulator/src/a.ts': "import './a.js';" })).toHaveLength(1);
  });

  it('refuses a ring in the page of the simulator', () => {
    const found = check(cycles, {
      'libs/simulator/page/src/list.tsx': "import { Row } from './row.js';",
      'libs/simulator/page/src/row.tsx': "import type { ListProps } from './list.js';",
    });
    expect(found).toEqual(one('libs/simulator/page/src/list.tsx -> libs/simulator/page/src/row.tsx'));
  });
});

describe('The rule of the units of a folder', () => {
  const rule = folderUnits([]);

  it.each([
    ['two sub-folders', { 'media/links/a.ts': "import '../rules/b.js';", 'media/rules/b.ts': '' }],
    ['a sub-folder and the files beside it', { 'media/a.ts': "import './rules/b.js';" }],
    ['folders deeper down', { 'media/rules/x/a.ts': "import '../y/a.js';", 'media/rules/y/a.ts': '' }],
    ['an entry', { 'media/index.ts': "export { b } from './rules/b.js';\nexport { a } from './a.js';" }],
    ['one file of a folder and another', { 'media/a.ts': "import './b.js';", 'media/b.ts': '' }],
  ])('passes imports that go one way between %s', (_units, files) => {
    expect(check(rule, { 'media/rules/b.ts': '', 'media/a.ts': '', ...files })).toEqual([]);
  });

  it.each([
    [
      'two sub-folders, over files that form no ring',
      { 'media/links/a.ts': "import '../rules/b.js';", 'media/rules/c.ts': "import '../links/d.js';" },
      'libs/whatsapp/src/media has a ring',
    ],
    [
      'a sub-folder and the files beside it, by a type only',
      { 'media/a.ts': "import './rules/b.js';", 'media/rules/c.ts': "import type { D } from '../d.js';" },
      'libs/whatsapp/src/media/rules/c.ts:1 imports libs/whatsapp/src/media/d.ts (1)',
    ],
    [
      'three sub-folders',
      {
        'media/links/a.ts': "import '../rules/b.js';",
        'media/rules/b.ts': "import '../source/c.js';",
        'media/source/c.ts': "import '../links/d.js';",
      },
      'source/ -> links/',
    ],
    [
      'a sub-folder and the entry of its own folder',
      { 'media/a.ts': "import './rules/b.js';", 'media/rules/c.ts': "import { d } from '../index.js';" },
      'rules/ -> (its own files)',
    ],
    [
      'folders of the simulator',
      {
        'libs/simulator/src/http/a.ts': "import '../control/b.js';",
        'libs/simulator/src/control/c.ts': "import '../http/d.js';",
        'libs/simulator/src/http/d.ts': '',
        'libs/simulator/src/control/b.ts': '',
      },
      'libs/simulator/src has a ring',
    ],
    [
      "folders of the simulator's page",
      {
        'libs/simulator/page/src/chat/a.tsx': "import { B } from '../ui/b.js';",
        'libs/simulator/page/src/ui/b.tsx': "import { C } from '../chat/c.js';",
        'libs/simulator/page/src/chat/c.tsx': '',
      },
      'libs/simulator/page/src has a ring',
    ],
    [
      'folders of an app',
      {
        'apps/sample/src/users/a.ts': "import '../inbox/b.js';",
        'apps/sample/src/inbox/b.ts': "import '../users/c.js';",
        'apps/sample/src/users/c.ts': '',
      },
      'apps/sample/src has a ring',
    ],
  ])('refuses a ring of %s', (_units, files, text) => {
    const others = {
      'media/index.ts': '',
      'media/d.ts': '',
      'media/rules/b.ts': '',
      'media/rules/c.ts': '',
      'media/links/d.ts': '',
    };
    expect(check(rule, { ...others, ...files })).toEqual(one(text));
  });

  it('lets a listed folder be, and refuses a listed folder that is in order', () => {
    const listed = folderUnits(['libs/whatsapp/src/media']);
    const a = { 'media/a.ts': "import './rules/b.js';", 'media/rules/b.ts': '', 'media/c.ts': '' };
    expect(check(listed, { ...a, 'media/rules/b.ts': "import '../c.js';" })).toEqual([]);
    expect(check(listed, a)).toEqual(one('libs/whatsapp/src/media is in order: take it off the list'));
  });
});

describe('The rule of the tiny files', () => {
  const rule = tinyFiles([]);
  const long = 'export const a = 1;\n'.repeat(20);

  it('refuses a file of a few lines that one file beside it imports, in any package', () => {
    for (const path of ['graph/b.ts', 'libs/simulator/page/src/chat/b.tsx']) {
      const importer = path.replace(/b\.tsx?$/, 'a.ts');
      expect(check(rule, { [path]: 'export const b = 1;', [importer]: "import './b.js';" })).toEqual(
        one(`${path} has fewer than 20 lines`),
      );
    }
  });

  it.each([
    ['is longer', { 'graph/b.ts': long }],
    ['is imported twice', { 'graph/c.ts': "import { b } from './b.js';" }],
    ['holds a class', { 'graph/b.ts': 'export class B {}' }],
    ['belongs to another folder', { 'graph/a.ts': '', 'graph/deep/a.ts': "import { b } from '../b.js';" }],
    ['is made known by the entry', { 'graph/a.ts': '', 'graph/index.ts': "export { b } from './b.js';" }],
    [
      'is one of a family',
      {
        'graph/a.ts': "import './b.rule.js';",
        'graph/b.rule.ts': '',
        'graph/c.rule.ts': '',
        'graph/d.rule.ts': '',
      },
    ],
  ])('passes one that %s', (_reason, files) => {
    expect(
      check(rule, { 'graph/b.ts': 'export const b = 1;', 'graph/a.ts': "import './b.js';", ...files }),
    ).toEqual([]);
  });

  it('refuses a listed file that is in order or gone', () => {
    expect(check(tinyFiles(['libs/whatsapp/src/graph/b.ts']), { 'graph/b.ts': long })).toEqual(
      one('libs/whatsapp/src/graph/b.ts is in order'),
    );
  });
});

describe('The rule of the barrels', () => {
  it('refuses "export *" except from an index.ts to the index.ts below it, and code in an index.ts', () => {
    const files = {
      'errors/index.ts': '',
      'errors/a.ts': '',
      'errors/deep/index.ts': '',
      'whatsapp.tokens.ts': '',
    };
    for (const [path, text] of [
      ['errors/b.ts', "export * from './deep/index.js';"],
      ['graph/index.ts', "export * from '../errors/index.js';"],
      ['graph/index.ts', "export * from './client.js';"],
      ['graph/index.ts', "export * as client from './client.js';"],
      ['index.ts', "export * from './errors/a.js';"],
      ['index.ts', "export * from './errors/deep/index.js';"],
      ['index.ts', "export * from './whatsapp.tokens.js';"],
      ['index.ts', "export * from 'undici';"],
    ] as const) {
      expect(check(barrels, { ...files, [path]: text })).toEqual(
        one(`libs/whatsapp/src/${path}:1 has "export *`),
      );
    }
    expect(check(barrels, { ...files, 'errors/index.ts': "export * from './deep/index.js';" })).toEqual([]);
    const withParts = { 'errors/parts.ts': '', 'errors/deep/parts.ts': '' };
    expect(check(barrels, { ...withParts, 'errors/index.ts': "export * from './parts.js';" })).toEqual([]);
    expect(check(barrels, { ...withParts, 'errors/index.ts': "export * from './deep/parts.js';" })).toEqual(
      one('has "export *'),
    );
    expect(check(barrels, { 'graph/index.ts': 'export const a = 1;' })).toEqual(one('holds code'));
    expect(check(barrels, { 'graph/internal.ts': 'export const a = 1;' })).toEqual(one('holds code'));
    expect(check(barrels, { 'graph/parts.ts': 'export const a = 1;' })).toEqual(one('holds code'));
  });

  it('lets the entry of a sub-path show all of one list of names, and only the entry', () => {
    const files = {
      'errors/deep/index.ts': '',
      'errors/deep/parts.ts': '',
      'errors/deep/a.ts': '',
      'errors/internal.ts': '',
    };
    for (const rule of [barrels, featureEntry]) {
      for (const list of ['index', 'parts']) {
        const all = `export type * from '../errors/deep/${list}.js';`;
        expect(check(rule, { ...files, 'health/index.ts': all })).toEqual([]);
        expect(check(rule, { ...files, 'health/a.ts': all })).toHaveLength(1);
        expect(check(rule, { ...files, 'graph/index.ts': all })).toHaveLength(1);
      }
      const file = "export * from '../errors/deep/a.js';";
      expect(check(rule, { ...files, 'health/index.ts': file })).toHaveLength(1);
    }
    expect(check(barrels, { ...files, 'health/index.ts': "export * from '../errors/internal.js';" })).toEqual(
      one('has "export *'),
    );
  });
});

describe('The rule of the package borders', () => {
  it.each([
    ['libs/whatsapp/src/graph/a.ts', 'whatsapp-simulator', 'share no code'],
    ['libs/whatsapp/src/graph/a.spec.ts', 'whatsapp-simulator', 'share no code'],
    ['libs/simulator/src/a.ts', 'nestjs-whatsapp', 'share no code'],
    ['libs/simulator/src/a.ts', 'nestjs-whatsapp/health', 'share no code'],
    ['libs/whatsapp/src/graph/a.ts', 'nestjs-whatsapp', 'its own package by name'],
    ['libs/whatsapp/src/graph/a.ts', '../../../simulator/src/index.js', 'leaves libs/whatsapp'],
    ['apps/sample/src/main.ts', '../../../libs/whatsapp/src/index.js', 'leaves apps/sample'],
    ['apps/sample/src/main.ts', 'nestjs-whatsapp/dist/index.js', 'not among the "exports"'],
    ['libs/whatsapp/src/graph/a.spec.ts', '../../../simulator/src/index.js', 'leaves libs/whatsapp'],
    ['libs/whatsapp/src/graph/a.ts', '../../../../test/support/b.js', 'leaves libs/whatsapp'],
    ['apps/sample/src/main.ts', '/srv/file.js', 'absolute path'],
    ['apps/sample/src/main.ts', './missing.js', 'no such file'],
  ])('refuses in %s an import of "%s"', (path, specifier, why) => {
    expect(check(packageBorders, { [path]: `import '${specifier}';` })).toEqual(one(why));
  });

  it('lets a spec use what the tests of the workspace share', () => {
    const text = "import '../../../../test/support/b.js';";
    expect(check(packageBorders, { 'libs/whatsapp/src/graph/a.spec.ts': text })).toEqual([]);
  });

  it('refuses a computed import', () => {
    expect(check(packageBorders, { 'graph/a.ts': 'export const load = (x: string) => import(x);' })).toEqual(
      one('computed name'),
    );
  });
});

describe('The rule of the declared packages', () => {
  it.each([
    [
      'libs/whatsapp/src/graph/a.ts',
      'lodash/fp',
      'imports "lodash", which libs/whatsapp/package.json does not',
    ],
    ['libs/whatsapp/src/graph/a.ts', '@nestjs/core/injector', 'imports "@nestjs/core", which'],
    ['libs/simulator/src/a.ts', 'preact', 'imports "preact", which libs/simulator/package.json does not'],
    ['libs/simulator/page/src/a.tsx', 'undici', 'imports "undici", which libs/simulator/package.json does'],
    ['apps/sample/src/main.ts', 'undici', 'imports "undici", which apps/sample/package.json does not'],
    ['libs/whatsapp/src/graph/a.ts', 'fs/promises', 'write "node:fs'],
    ['libs/whatsapp/src/graph/a.ts', '@nestjs/terminus', 'an optional peer'],
  ])('refuses in %s an import of "%s"', (path, specifier, why) => {
    expect(check(declaredPackages, { [path]: `import type { X } from '${specifier}';` })).toEqual(one(why));
  });
});

describe('The rules on what the code may hold', () => {
  it('refuse an import of an HTTP platform', () => {
    for (const name of [
      'express',
      'fastify',
      '@nestjs/platform-express',
      '@nestjs/platform-fastify/adapters',
    ]) {
      expect(check(noPlatform, { 'webhooks/a.ts': `import type { Request } from '${name}';` })).toEqual(
        one(`imports "${name}"`),
      );
    }
  });

  it('refuse the console in both libraries', () => {
    for (const text of ['console.log(1);', 'globalThis.console.warn(1);', 'const log = console;']) {
      expect(check(noConsole, { 'graph/a.ts': text })).toEqual(one('uses console'));
      expect(check(noConsole, { 'libs/simulator/src/a.ts': text })).toEqual(one('uses console'));
    }
  });

  it('refuse what CommonJS cannot hold', () => {
    for (const text of ['await Promise.resolve();', 'if (1) { await 0; }', 'for await (const x of []) {}']) {
      expect(check(noEsmOnlySyntax, { 'graph/a.ts': text })).toEqual(one('awaits at the top level'));
    }
    expect(check(noEsmOnlySyntax, { 'graph/a.ts': 'const here = () => import.meta.url;' })).toEqual(
      one('uses import.meta'),
    );
  });

  it('refuse an import of a spec or of a helper of specs', () => {
    for (const path of ['graph/b.spec.ts', 'graph/spec-support/b.ts']) {
      const specifier = `./${path.slice('graph/'.length).replace('.ts', '.js')}`;
      expect(check(noSpecImported, { 'graph/a.ts': `import '${specifier}';`, [path]: '' })).toEqual(
        one('for specs only'),
      );
    }
  });
});
