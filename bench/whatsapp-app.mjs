import { NestFactory } from '@nestjs/core';
import { WhatsAppModule } from 'nestjs-whatsapp';
import { accessToken, phoneNumberId } from './messages.mjs';

/** The library as an application has it: every check on, every option at its default but for the address. */
export function openApp(baseUrl, providers = []) {
  return NestFactory.createApplicationContext(
    WhatsAppModule.forRoot({ phoneNumberId, accessToken, graph: { baseUrl }, providers }),
    { logger: ['error', 'warn'] },
  );
}
