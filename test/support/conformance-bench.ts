import type { INestApplicationContext } from '@nestjs/common';
import { WhatsAppMessagesService, type SendResult } from 'nestjs-whatsapp';
import { WhatsAppSimulator } from 'whatsapp-simulator';
import type { ConformanceCase } from './conformance-cases.js';
import { createContext, optionsFor } from './whatsapp-app.js';

/** Runs a case through the whole library and, as it is, against the simulator. */
export class ConformanceBench {
  private constructor(
    readonly simulator: WhatsAppSimulator,
    private readonly context: INestApplicationContext,
  ) {}

  static async start(): Promise<ConformanceBench> {
    const simulator = await WhatsAppSimulator.start();
    // Meta's examples write numbers without +, as the platform rules tell.
    const recipients = { numbersWithoutPlus: 'international' as const };
    // Most of them go to one person, and a real one would have to wait for them.
    const throughput = { enforce: false };
    return new ConformanceBench(
      simulator,
      await createContext(optionsFor(simulator, { recipients, throughput })),
    );
  }

  get messages(): WhatsAppMessagesService {
    return this.context.get(WhatsAppMessagesService);
  }

  /** Sends it as an application would; a read receipt has a method of its own. */
  async send({ endpoint, body }: ConformanceCase): Promise<SendResult | void> {
    if (body['status'] === 'read') {
      return this.messages.markAsRead(String(body['message_id']), { typing: 'typing_indicator' in body });
    }
    return endpoint === 'marketing_messages'
      ? this.messages.sendMarketing(body as never)
      : this.messages.send(body as never);
  }

  /** Posts it to the simulator without the library; resolves with the HTTP status and the answer. */
  async post({ endpoint, body }: ConformanceCase): Promise<{ status: number; answer: unknown }> {
    const { url, phoneNumberId, accessToken } = this.simulator;
    const response = await fetch(`${url}/v24.0/${phoneNumberId}/${endpoint}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, answer: await response.json() };
  }

  async stop(): Promise<void> {
    await this.context.close();
    await this.simulator.stop();
  }
}
