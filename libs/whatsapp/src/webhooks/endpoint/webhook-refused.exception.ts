import { HttpException } from '@nestjs/common';

/** The reason why a webhook was not answered with 200. */
export type WebhookRefusal =
  /** 401: no signature, or none that one of the app secrets made. */
  | 'signature'
  /** 403: the handshake's verify token is not ours. */
  | 'verify-token'
  /** 400: the body is no JSON. */
  | 'json'
  /** 415: the body is not declared as JSON. */
  | 'content-type'
  /** 413: the body is longer than 3 MB, the most that Meta sends. */
  | 'too-large'
  /** 503: nobody kept the raw body, so that no signature can be checked; the log says what to do. */
  | 'raw-body'
  /** 503: not every handler has succeeded; Meta delivers again. */
  | 'unhandled';

const answers: Readonly<Record<WebhookRefusal, { readonly status: number; readonly message: string }>> = {
  signature: { status: 401, message: 'The signature is missing or wrong' },
  'verify-token': { status: 403, message: 'The verify token is wrong' },
  json: { status: 400, message: 'The body is not JSON' },
  'content-type': { status: 415, message: 'Expected application/json' },
  'too-large': { status: 413, message: 'The body is larger than 3 MB' },
  'raw-body': { status: 503, message: 'Webhooks cannot be verified here' },
  unhandled: { status: 503, message: 'Not handled yet' },
};

/**
 * A webhook that is not answered 200. An HTTP exception, unlike the library's other errors, because the caller is Meta, whose
 * next step depends on nothing but the status.
 *
 * @publicApi
 */
export class WebhookRefusedException extends HttpException {
  constructor(readonly refusal: WebhookRefusal) {
    super(answers[refusal].message, answers[refusal].status);
  }
}
