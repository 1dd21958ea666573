import type { NestApplicationOptions } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';

export const createAdapter = (): FastifyAdapter => new FastifyAdapter();

/** Nothing is needed to receive webhooks. */
export const options: NestApplicationOptions = {};
