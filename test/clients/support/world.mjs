import { createServer } from 'node:http';
import { WhatsAppSimulator } from '../../../libs/simulator/src/index.ts';
import { stayOnThisMachine, takeRefusedHosts } from './only-this-machine.mjs';
import { BRUNO } from './people.mjs';
import { SAMPLES } from './samples.mjs';

/** The simulated time nearly stands still, so that what a step sends is one burst however busy the machine is. */
const SPEED = 0.01;
/** Long enough for a burst of 45 messages to one user to be paid, 6 seconds each. */
const PAUSE_MS = 5 * 60 * 1000;

/**
 * A simulator that keeps all of Meta's rules, with the people and templates of its demo, a webhook endpoint and a host of
 * media behind links: all that a client's script talks with.
 */
export class World {
  /** @param onWebhook a listener of `node:http` that answers the webhooks as the client under test wants it */
  static async start(onWebhook) {
    stayOnThisMachine();
    const [endpoint, mediaHost] = await Promise.all([listen(onWebhook), listen(answerSample)]);
    const simulator = await WhatsAppSimulator.start({
      demo: true,
      rules: 'meta',
      appSecret: 'the-app-secret-of-the-clients',
      verifyToken: 'the-verify-token-of-the-clients',
      webhookUrl: `${endpoint.url}/webhooks`,
      statusDelays: { sentMs: 0, deliveredMs: 0, readMs: 0 },
    });
    simulator.control.setSpeed(SPEED);
    return new World(simulator, endpoint, mediaHost);
  }

  constructor(simulator, endpoint, mediaHost) {
    this.simulator = simulator;
    this.endpoint = endpoint;
    this.mediaHost = mediaHost;
  }

  /** Where a sample can be fetched: `image`, `video`, `audio`, `document`, `sticker`. */
  link(kind) {
    return `${this.mediaHost.url}/${kind}`;
  }

  /** The message that the simulator has accepted last. */
  get lastMessage() {
    return this.simulator.messages.at(-1);
  }

  /** Lets every status and webhook arrive, then lets time pass, so that a step does not pay for the one before. */
  async rest() {
    await this.simulator.settled();
    await this.simulator.advance(PAUSE_MS);
    await this.simulator.settled();
  }

  /** What a person does; resolves when the client has answered the webhooks. */
  async act(phoneNumber, action) {
    const result = await this.simulator.control.act(phoneNumber.replace('+', ''), action);
    await this.simulator.settled();
    return result;
  }

  /**
   * A person sends one message of each kind that needs nothing to answer to, the first one quoting a message.
   * @returns their types in order
   */
  async sendEveryKind(phoneNumber, quoted) {
    const contents = {
      text: { body: 'Olá, José 👋' },
      image: {},
      video: {},
      audio: {},
      document: {},
      sticker: {},
      location: { latitude: 38.7, longitude: -9.1, name: 'Lisbon' },
      contacts: [{ name: { formatted_name: 'Bruno' }, phones: [{ phone: BRUNO }] }],
      order: {
        catalog_id: '1234567890',
        text: 'Please',
        product_items: [{ product_retailer_id: 'sku-1', quantity: 2, item_price: 5, currency: 'EUR' }],
      },
      unsupported: undefined,
    };
    const types = Object.keys(contents);
    for (const type of types) {
      const message = { type, [type]: contents[type] };
      await this.act(phoneNumber, {
        action: 'send',
        message,
        ...(type === 'text' ? { replyTo: quoted } : {}),
      });
    }
    return types;
  }

  /** Posts a text that the simulator has not signed to the client; resolves with the status of the answer. */
  async postForgedWebhook() {
    const { phoneNumberId, businessAccountId } = this.simulator;
    const value = {
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: '15550783881', phone_number_id: phoneNumberId },
      messages: [
        { from: '16505551234', id: 'wamid.forged', timestamp: '1', type: 'text', text: { body: 'Forged' } },
      ],
    };
    const response = await fetch(this.endpoint.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` },
      body: JSON.stringify({
        object: 'whatsapp_business_account',
        entry: [{ id: businessAccountId, changes: [{ field: 'messages', value }] }],
      }),
    });
    return response.status;
  }

  /** The webhooks that the client has not answered with 200 at once. */
  get refusedWebhooks() {
    return this.simulator.deliveries
      .filter(({ state, attempts }) => state !== 'delivered' || attempts.length !== 1)
      .map(({ payload, attempts }) => ({ payload: JSON.stringify(payload), attempts }));
  }

  /** The hosts beside this machine that were asked for since the last call. */
  takeRefusedHosts() {
    return takeRefusedHosts();
  }

  async stop() {
    await this.simulator.stop();
    await Promise.all([this.endpoint.close(), this.mediaHost.close()]);
  }
}

function answerSample(request, response) {
  const sample = SAMPLES[request.url.slice(1)];
  if (sample) response.writeHead(200, { 'content-type': sample.type }).end(sample.bytes);
  else response.writeHead(404).end();
}

async function listen(listener) {
  const server = createServer(listener);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
