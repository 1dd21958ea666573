import { IsObject, ValidateBy } from 'class-validator';
import { isRecord } from '../../common/internal.js';
import { Given } from './given.decorator.js';

/** The rules and defaults for `storage.memory`. */
export class MemoryOptionsDto {
  @ValidateBy({
    name: 'isMaxRecords',
    validator: {
      validate: (value: unknown) =>
        isCount(value) || (isRecord(value) && Object.values(value).every(isCount)),
      defaultMessage: () =>
        'expected a whole number of at least 1, or an object with one for each collection that it names',
    },
  })
  maxRecords: number | Readonly<Record<string, number>> = 100_000;
}

/** The keys of `storage` where it is no adapter. */
export class StorageOptionsDto {
  @Given()
  @IsObject({ message: 'expected an object' })
  memory?: object;
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 1;
}
