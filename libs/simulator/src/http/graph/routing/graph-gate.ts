import { setTimeout as realTime } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';
import { GraphApiError } from '../../../engine/errors/graph-api.error.js';
import type { FaultBook } from '../../../engine/faults/fault-book.js';
import { sendTagged } from './graph-headers.js';
import type { GraphEndpoint, GraphHandler, GraphRequest } from './graph-call.js';

const DEFAULT_LATENCY_MS = 1000;

/** Every call goes through here: the faults on order happen around what the call does. */
export class GraphGate {
  constructor(private readonly faults: FaultBook) {}

  /** Carries a call out and answers it. @throws GraphApiError */
  answer(
    request: GraphRequest,
    reply: FastifyReply,
    endpoint: GraphEndpoint,
    handler: GraphHandler,
  ): FastifyReply | Promise<FastifyReply> {
    if (this.faults.all.length > 0) return this.answerWithFaults(request, reply, endpoint, handler);
    const answer = handler(request, reply);
    return answer instanceof Promise ? answer.then((body) => send(reply, body)) : send(reply, answer);
  }

  private async answerWithFaults(
    request: GraphRequest,
    reply: FastifyReply,
    endpoint: GraphEndpoint,
    handler: GraphHandler,
  ): Promise<FastifyReply> {
    const { faults } = this;
    const latency = faults.draw('latency', endpoint);
    if (latency) await realTime(latency.latencyMs ?? DEFAULT_LATENCY_MS);
    if (faults.draw('reset_before', endpoint)) return reset(reply);
    const error = faults.draw('error', endpoint);
    if (error) {
      const { code = 131000, status, details = 'Ordered as a fault.', headers } = error;
      throw new GraphApiError({
        code,
        details,
        ...(status === undefined ? {} : { httpStatus: status }),
        ...(headers === undefined ? {} : { headers }),
      });
    }
    const answer: unknown = await handler(request, reply);
    if (faults.draw('reset_after', endpoint)) return reset(reply);
    if (faults.draw('half_response', endpoint)) return half(reply, answer);
    return send(reply, answer);
  }
}

/** A handler that has answered by itself gives the reply back. */
function send(reply: FastifyReply, answer: unknown): FastifyReply {
  if (answer === reply) return reply;
  // A HEAD is a GET whose body is not sent.
  return /^(?:GET|HEAD)$/.test(reply.request.method) ? sendTagged(reply, answer) : reply.send(answer);
}

function reset(reply: FastifyReply): FastifyReply {
  reply.hijack();
  reply.raw.socket?.resetAndDestroy();
  return reply;
}

function half(reply: FastifyReply, answer: unknown): FastifyReply {
  const body = JSON.stringify(answer) ?? '{}';
  reply.hijack();
  reply.raw.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
  });
  reply.raw.write(body.slice(0, Math.floor(body.length / 2)), () => reply.raw.socket?.resetAndDestroy());
  return reply;
}
