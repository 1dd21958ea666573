import type { NestApplicationOptions } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';

export const createAdapter = (): ExpressAdapter => new ExpressAdapter();

/** An application that keeps raw bodies, as those with webhooks of others do. */
export const options: NestApplicationOptions = { rawBody: true };
