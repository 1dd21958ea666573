import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const folder = join(import.meta.dirname, '../../docs/adr');

describe('the decisions in docs/adr', () => {
  it('are numbered from 1 on, each number once', () => {
    const numbers = readdirSync(folder).map((file) => Number(file.slice(0, 4)));

    expect(numbers.toSorted((a, b) => a - b)).toEqual(numbers.map((_number, index) => index + 1));
  });
});
