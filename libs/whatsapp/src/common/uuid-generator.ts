import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { IdGenerator } from './id-generator.js';

/**
 * Makes random UUIDs (version 4).
 *
 * @publicApi
 */
@Injectable()
export class UuidGenerator extends IdGenerator {
  next(): string {
    return randomUUID();
  }
}
