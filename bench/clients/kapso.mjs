// @kapso/whatsapp-cloud-api as its documentation shows it: the same content in its own shape, checked by it with zod.
import { WhatsAppClient } from '@kapso/whatsapp-cloud-api';
import {
  accessToken,
  bodyText,
  listBody,
  listButton,
  listSection,
  phoneNumberId,
  recipient,
  rows,
} from '../messages.mjs';

export function open(baseUrl) {
  const { messages } = new WhatsAppClient({ accessToken, baseUrl });
  return {
    text: async (n) => idOf(await messages.sendText({ phoneNumberId, to: recipient(n), body: bodyText(n) })),
    list: async (n) =>
      idOf(
        await messages.sendInteractiveList({
          phoneNumberId,
          to: recipient(n),
          bodyText: listBody,
          buttonText: listButton,
          sections: [{ title: listSection, rows: rows(n) }],
        }),
      ),
  };
}

function idOf(answer) {
  return answer.messages[0].id;
}
