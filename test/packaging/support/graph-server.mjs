import { createServer } from 'node:http';
import { once } from 'node:events';

/**
 * Plays the calls of the Graph API that the consumers make: send a message, upload a file, read the phone number.
 *
 * @returns its address, the requests it has seen, and `close`
 */
export async function startGraphServer() {
  const requests = [];
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      const isUpload = request.headers['content-type']?.startsWith('multipart/form-data');
      const body = text && !isUpload ? JSON.parse(text) : undefined;
      requests.push({
        method: request.method,
        path: new URL(request.url, 'http://graph').pathname,
        authorization: request.headers.authorization,
        body,
      });
      response.setHeader('content-type', 'application/json');
      if (isUpload) response.end(JSON.stringify({ id: '1013859600285441' }));
      else response.end(JSON.stringify(request.method === 'POST' ? accepted(body) : PHONE_NUMBER));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    baseUrl: `http://127.0.0.1:${server.address().port}`,
    requests,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const accepted = (body) => ({
  messaging_product: 'whatsapp',
  contacts: [{ input: body.to, wa_id: String(body.to).replace('+', '') }],
  messages: [{ id: 'wamid.PACKAGING' }],
});

const PHONE_NUMBER = {
  id: '106540352242922',
  display_phone_number: '+1 555-078-3881',
  verified_name: 'Packaging',
  quality_rating: 'GREEN',
  platform_type: 'CLOUD_API',
  throughput: { level: 'STANDARD' },
  health_status: { can_send_message: 'AVAILABLE', entities: [] },
  status: 'CONNECTED',
};
