import { NestFactory } from '@nestjs/core';
import { WhatsAppMessagesService, WhatsAppModule, WhatsAppValidationError } from 'nestjs-whatsapp';
import { accessToken, listMessage, phoneNumberId } from './messages.mjs';

/**
 * The library as an application has it: every check on, every option at its default but for the address and for Meta's limits,
 * which would let it send 80 messages a second.
 */
export async function openApp(baseUrl, providers = []) {
  const app = await NestFactory.createApplicationContext(
    WhatsAppModule.forRoot({
      phoneNumberId,
      accessToken,
      graph: { baseUrl },
      throughput: { enforce: false },
      providers,
    }),
    { logger: ['error', 'warn'] },
  );
  await provesItsChecks(app.get(WhatsAppMessagesService));
  return app;
}

/** Without its checks the library would be faster, and the figures worthless. */
async function provesItsChecks(service) {
  const message = listMessage(0);
  message.interactive.action.sections[0].rows[9].title = 'longer than 24 characters';
  try {
    await service.send(message);
  } catch (error) {
    if (error instanceof WhatsAppValidationError) return;
    throw error;
  }
  throw new Error('A list with a title that is too long was not refused: the checks are off');
}
