// The least that anyone would write over undici: JSON out, JSON in, no checks, errors only by status.
import { createRequire } from 'node:module';
import { accessToken, listMessage, phoneNumberId, textMessage } from '../messages.mjs';

// The very copy that the library uses.
const { Pool } = createRequire(import.meta.resolve('nestjs-whatsapp'))('undici');

export function open(baseUrl) {
  const pool = new Pool(baseUrl, { connections: 128 });
  const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' };
  const path = `/v24.0/${phoneNumberId}/messages`;

  async function send(message) {
    const { statusCode, body } = await pool.request({
      method: 'POST',
      path,
      headers,
      body: JSON.stringify(message),
    });
    if (statusCode !== 200) throw new Error(`status ${statusCode}`);
    const answer = await body.json();
    return answer.messages[0].id;
  }
  return { text: (n) => send(textMessage(n)), list: (n) => send(listMessage(n)) };
}
