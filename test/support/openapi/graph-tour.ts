import type { GraphRouteName, WhatsAppSimulator } from 'whatsapp-simulator';

/** An answer of the simulator to one of its routes. */
export interface Answer {
  readonly route: GraphRouteName;
  readonly status: number;
  readonly body: unknown;
}

/** The parts of a call. */
export interface CallParts {
  /** The ids in the path, by the names that the route has for them. */
  readonly ids?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON, or as a form. */
  readonly body?: object | FormData | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  /** @default the valid one */
  readonly token?: string;
}

/** Calls the simulator over HTTP, and keeps every answer. */
export class GraphTour {
  readonly answers: Answer[] = [];

  constructor(readonly simulator: WhatsAppSimulator) {}

  /** @param route the method and the path as the simulator's route table has it: `GET /:phone/settings` */
  async call(route: string, parts: CallParts = {}): Promise<Readonly<Record<string, unknown>>> {
    const { simulator } = this;
    const [method = '', path = ''] = route.split(' ');
    const name = simulator.graphRoutes.find((one) => one.method === method && one.path === path);
    if (!name) throw new Error(`The simulator has no route "${route}".`);
    const ids: Record<string, string> = {
      phone: simulator.phoneNumberId,
      waba: simulator.businessAccountId,
      app: simulator.appId,
      ...parts.ids,
    };
    const url = new URL(
      `${simulator.url}/v24.0${path.replaceAll(/:(\w+)/g, (_all, id: string) => ids[id] ?? '')}`,
    );
    for (const [key, value] of Object.entries(parts.query ?? {})) url.searchParams.set(key, value);
    const { body } = parts;
    const response = await fetch(url, {
      method,
      headers: {
        authorization: `Bearer ${parts.token ?? simulator.accessToken}`,
        ...contentType(body),
        ...parts.headers,
      },
      ...(body === undefined ? {} : { body: content(body) }),
    });
    const answer: unknown = await response.json();
    this.answers.push({ route: name, status: response.status, body: answer });
    return { ...(answer as object), status: response.status };
  }

  /** A call that must be carried out. @throws Error where it is refused */
  async done(route: string, parts: CallParts = {}): Promise<Readonly<Record<string, unknown>>> {
    const answer = await this.call(route, parts);
    if (Number(answer['status']) < 300) return answer;
    throw new Error(`${route} was refused: ${JSON.stringify(answer)}`);
  }

  /** A call that must be refused. @throws Error where it is carried out */
  async refused(route: string, parts: CallParts = {}): Promise<Readonly<Record<string, unknown>>> {
    const answer = await this.call(route, parts);
    if (Number(answer['status']) >= 400) return answer;
    throw new Error(`${route} was not refused: ${JSON.stringify(answer)}`);
  }
}

function contentType(body: CallParts['body']): Readonly<Record<string, string>> {
  return body === undefined || body instanceof FormData || Buffer.isBuffer(body)
    ? {}
    : { 'content-type': 'application/json' };
}

function content(body: NonNullable<CallParts['body']>): FormData | Uint8Array<ArrayBuffer> | string {
  if (body instanceof FormData) return body;
  return Buffer.isBuffer(body) ? Uint8Array.from(body) : JSON.stringify(body);
}

/** A member that is a string: an id to go on with. */
export function idAt(answer: Readonly<Record<string, unknown>>, key = 'id'): string {
  const id = answer[key];
  if (typeof id === 'string') return id;
  throw new Error(`There is no ${key} in ${JSON.stringify(answer)}.`);
}
