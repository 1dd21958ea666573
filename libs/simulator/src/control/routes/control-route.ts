import type { FastifyReply } from 'fastify';
import type { JsonSchema } from '../../schemas/shared/json-schema.js';
import type { SimulatorControl } from '../features/simulator-control.js';

/** The parts of a request that a route takes. */
export interface ControlCall {
  readonly control: SimulatorControl;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly reply: FastifyReply;
}

/** A route of the control API: it serves the calls, and stands in the OpenAPI document. */
export interface ControlRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/simulator`, parameters as `{name}`. */
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  /** Query parameters, each with its schema. */
  readonly query?: Readonly<Record<string, JsonSchema>>;
  readonly body?: JsonSchema;
  /** The answer; without one: 204, or what the route sends itself. */
  readonly answer?: JsonSchema;
  /** The media type of an answer that is no JSON. */
  readonly contentType?: string;
  /** A method, so that a route may name the type that its schema has checked the body for. */
  handle(call: ControlCall, body: unknown): unknown;
}
