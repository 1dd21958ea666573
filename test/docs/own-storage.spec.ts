import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from '@jest/globals';
import { codeBlocks } from './markdown.js';

/* The storage of one's own that the handbook shows is run as it is printed: its last lines are the tests. */
const chapter = readFileSync(join(import.meta.dirname, '../../docs/handbook/19-storage.md'), 'utf8');
const example = codeBlocks(chapter).find(({ code }) => code.includes('storageContract('));
const file = join(mkdtempSync(join(tmpdir(), 'own-storage-')), 'own-storage.ts');
writeFileSync(file, `${example?.code}`);

describe('the storage that the handbook shows keeps the contract:', () => undefined);
await import(file);
