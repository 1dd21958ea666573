import {
  Body,
  Controller,
  ForbiddenException,
  Get,
  Header,
  HttpCode,
  Inject,
  Post,
  Query,
  UseGuards,
} from '@nestjs/common';
import type { ConfigType } from '@nestjs/config';
import { ApiExcludeController } from '@nestjs/swagger';
import { whatsappConfig } from 'nestjs-whatsapp';
import { InboxService } from './inbox.service.js';
import { sameText } from './same-text.js';
import { WebhookSignatureGuard } from './webhook-signature.guard.js';

/** The address that Meta calls: once to verify it, then for every message and status. */
@ApiExcludeController()
@Controller('webhooks/whatsapp')
export class InboxController {
  constructor(
    private readonly inbox: InboxService,
    @Inject(whatsappConfig.KEY) private readonly config: ConfigType<typeof whatsappConfig>,
  ) {}

  /** Meta's handshake: answers its challenge, and nothing else, where the verify token is ours. */
  @Get()
  @Header('Content-Type', 'text/plain')
  verify(
    @Query('hub.mode') mode: unknown,
    @Query('hub.verify_token') token: unknown,
    @Query('hub.challenge') challenge: unknown,
  ): string {
    const { verifyToken } = this.config;
    const ours = typeof token === 'string' && verifyToken !== undefined && sameText(token, verifyToken);
    if (mode !== 'subscribe' || !ours || typeof challenge !== 'string') {
      throw new ForbiddenException('The verify token does not match WHATSAPP_VERIFY_TOKEN');
    }
    return challenge;
  }

  /** Always 200 once the signature is right: Meta sends anything else again for seven days. */
  @Post()
  @HttpCode(200)
  @UseGuards(WebhookSignatureGuard)
  receive(@Body() payload: unknown): void {
    this.inbox.receive(payload);
  }
}
