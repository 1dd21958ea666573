// nestjs-whatsapp over its default transport.
import { WhatsAppMessagesService } from 'nestjs-whatsapp';
import { listMessage, textMessage } from '../messages.mjs';
import { openApp } from '../whatsapp-app.mjs';

export async function open(baseUrl, providers) {
  const app = await openApp(baseUrl, providers);
  const service = app.get(WhatsAppMessagesService);

  async function send(message) {
    const { messageId } = await service.send(message);
    return messageId;
  }
  return { text: (n) => send(textMessage(n)), list: (n) => send(listMessage(n)) };
}
