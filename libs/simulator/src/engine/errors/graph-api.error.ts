import { graphErrorEntry } from './graph-error-codes.js';

/** The parts of a {@link GraphApiError}. */
export interface GraphApiErrorInit {
  /** Meta's error code. */
  readonly code: number;
  /** @default the title Meta documents for the code */
  readonly title?: string;
  /** The reason in this request, for `error_data.details`. */
  readonly details?: string;
  /** @default the HTTP status Meta documents for the code */
  readonly httpStatus?: number;
  readonly subcode?: number;
  /** The reason in words for people, `error_user_title` and `error_user_msg`. @default none */
  readonly userTitle?: string;
  readonly userMessage?: string;
  /** @default 'OAuthException', Meta's type for almost everything */
  readonly type?: string;
  /** Whether the message begins with `(#code)`. @default true */
  readonly numbered?: boolean;
  /** Response headers to send along, `Retry-After` for instance. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The JSON body of a refused Graph call. */
export interface GraphErrorBody {
  readonly error: {
    readonly message: string;
    readonly type: string;
    readonly code: number;
    readonly error_subcode?: number;
    readonly error_user_title?: string;
    readonly error_user_msg?: string;
    readonly error_data?: { readonly messaging_product: 'whatsapp'; readonly details: string };
    readonly fbtrace_id: string;
  };
}

/** A Graph call refused as Meta refuses it; the HTTP layer turns it into the response. */
export class GraphApiError extends Error {
  override readonly name = 'GraphApiError';
  readonly code: number;
  readonly httpStatus: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(private readonly init: GraphApiErrorInit) {
    const entry = graphErrorEntry(init.code);
    const title = init.title ?? entry.title;
    super(init.numbered === false ? title : `(#${init.code}) ${title}`);
    this.code = init.code;
    this.httpStatus = init.httpStatus ?? entry.httpStatus;
    this.headers = init.headers ?? {};
  }

  /** Meta's type of it. */
  get type(): string {
    return this.init.type ?? 'OAuthException';
  }

  /** The reason in this request. */
  get details(): string | undefined {
    return this.init.details;
  }

  /** The response body, in the shape of Meta's error reference. */
  toBody(traceId: string): GraphErrorBody {
    const { code, subcode, userTitle, userMessage, details } = this.init;
    return {
      error: {
        message: this.message,
        type: this.type,
        code,
        ...(subcode === undefined ? {} : { error_subcode: subcode }),
        ...(userTitle === undefined ? {} : { error_user_title: userTitle }),
        ...(userMessage === undefined ? {} : { error_user_msg: userMessage }),
        ...(details === undefined ? {} : { error_data: { messaging_product: 'whatsapp', details } }),
        fbtrace_id: traceId,
      },
    };
  }
}
