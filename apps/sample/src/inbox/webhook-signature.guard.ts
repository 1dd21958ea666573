import { createHmac, timingSafeEqual } from 'node:crypto';
import {
  Inject,
  Injectable,
  Logger,
  UnauthorizedException,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import type { ConfigType } from '@nestjs/config';
import { whatsappConfig } from 'nestjs-whatsapp';

/** The part of a request that its signature is about. */
interface SignedRequest {
  /** The bytes as they came; absent where the body was no JSON. */
  readonly rawBody?: Buffer;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** Lets only requests through that Meta signed with the app secret. Without a secret nothing gets in. */
@Injectable()
export class WebhookSignatureGuard implements CanActivate {
  private readonly secrets: readonly string[];

  constructor(@Inject(whatsappConfig.KEY) { appSecret = [] }: ConfigType<typeof whatsappConfig>) {
    this.secrets = typeof appSecret === 'string' ? [appSecret] : appSecret;
    if (this.secrets.length === 0) {
      new Logger('Inbox').warn('WHATSAPP_APP_SECRET is not set: every webhook is refused with 401');
    }
  }

  canActivate(context: ExecutionContext): boolean {
    const { rawBody, headers } = context.switchToHttp().getRequest<SignedRequest>();
    const signature = readSignature(headers['x-hub-signature-256']);
    if (!rawBody || !signature || !this.secrets.some((secret) => isSignedWith(secret, rawBody, signature))) {
      throw new UnauthorizedException('The X-Hub-Signature-256 header is missing or wrong');
    }
    return true;
  }
}

function readSignature(header: string | string[] | undefined): Buffer | undefined {
  const hex = typeof header === 'string' ? /^sha256=([0-9a-f]{64})$/i.exec(header)?.[1] : undefined;
  return hex === undefined ? undefined : Buffer.from(hex, 'hex');
}

function isSignedWith(secret: string, body: Buffer, signature: Buffer): boolean {
  return timingSafeEqual(createHmac('sha256', secret).update(body).digest(), signature);
}
