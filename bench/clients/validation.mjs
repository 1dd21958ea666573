// Only the check that `send` makes of a message, nothing sent.
import { MessageValidator } from 'nestjs-whatsapp';
import { listMessage, textMessage } from '../messages.mjs';
import { openApp } from '../whatsapp-app.mjs';

export async function open(baseUrl) {
  const app = await openApp(baseUrl);
  const validator = app.get(MessageValidator);
  return {
    text: (n) => validator.validate(textMessage(n)),
    list: (n) => validator.validate(listMessage(n)),
  };
}
