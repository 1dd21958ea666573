import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { getWhatsAppToken, WhatsAppModule } from 'nestjs-whatsapp';
import { isValue, readApi, readHiddenTypes, type PublicEntry } from './read-api.js';
import { readSnapshot, snapshotFile, snapshotOf } from './snapshot.js';

const root = join(import.meta.dirname, '../..');
const api = readApi(root, 'libs/whatsapp');
const entries = api.map((entry): [string, PublicEntry] => [entry.specifier, entry]);

/* A new name is a decision: once it is meant, `npm run api -- --update` writes it down. */
describe('the public names of nestjs-whatsapp', () => {
  it.each(entries)('are those that are written down: %s', (specifier, entry) => {
    expect(snapshotOf(entry).split('\n')).toEqual(readSnapshot(specifier).split('\n'));
  });

  it('are written down for no entry that does not exist', () => {
    const written = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.txt'));
    expect(written.toSorted()).toEqual(
      api.map(({ specifier }) => basename(snapshotFile(specifier))).toSorted(),
    );
  });

  it('have one home each', () => {
    const homes = new Map<string, string[]>();
    for (const { specifier, names } of api) {
      for (const { name } of names) homes.set(name, [...(homes.get(name) ?? []), specifier]);
    }
    expect([...homes].filter(([, specifiers]) => specifiers.length > 1)).toEqual([]);
  });

  /** Methods of services that the library's own features alone call, and what an adapter is made of. */
  const internal = [
    'ConsentFacts',
    'FoundPerson',
    'InboundEventWith',
    'Person',
    'PostgresTransaction',
    'SqliteStore',
    'UndiciConnections',
  ];

  it('speak of no class or interface that cannot be imported', () => {
    expect(readHiddenTypes(root, 'libs/whatsapp')).toEqual(internal);
  });

  it('are about 120 values in the main entry, and types alone in that of the payloads', () => {
    const valuesOf = (specifier: string) =>
      api.find((entry) => entry.specifier === specifier)?.names.filter(isValue) ?? [];
    expect(valuesOf('nestjs-whatsapp').length).toBeGreaterThan(90);
    expect(valuesOf('nestjs-whatsapp').length).toBeLessThanOrEqual(130);
    expect(valuesOf('nestjs-whatsapp/payloads')).toEqual([]);
  });
});

describe('what WhatsAppModule exports', () => {
  const accountNames = ['sales', 'support'];
  const tokens = [
    WhatsAppModule.forRoot({ accountNames, phoneNumberId: '1', accessToken: 'a token' }),
    WhatsAppModule.forRootAsync({ accountNames, useFactory: () => ({ phoneNumberId: '1' }) }),
  ].flatMap((definition) => definition.exports ?? []);

  it('can be injected, because its token can be imported', async () => {
    const importable = new Set<unknown>(['default', ...accountNames].map((name) => getWhatsAppToken(name)));
    for (const entry of [
      await import('nestjs-whatsapp'),
      await import('nestjs-whatsapp/dto'),
      await import('nestjs-whatsapp/extending'),
    ]) {
      for (const value of Object.values(entry)) importable.add(value);
    }
    expect(tokens.length).toBeGreaterThan(40);
    expect(tokens.filter((token) => !importable.has(token))).toEqual([]);
  });
});
