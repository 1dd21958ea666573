import type { NestApplicationOptions } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';

export const createAdapter = (): ExpressAdapter => new ExpressAdapter();

/** Nothing is needed to receive webhooks. */
export const options: NestApplicationOptions = {};
