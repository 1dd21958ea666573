import { Test } from '@nestjs/testing';
import { WhatsAppMessagesService, WhatsAppModule, WhatsAppValidationError } from 'nestjs-whatsapp';

describe('A NestJS 11 app that is tested by plain Jest', () => {
  it('imports the package, injects its service and meets its errors', async () => {
    const testing = await Test.createTestingModule({
      imports: [
        WhatsAppModule.forRoot({
          phoneNumberId: '106540352242922',
          accessToken: 'a-token-of-the-packaging-test',
          graph: { baseUrl: String(process.env['GRAPH_BASE_URL']) },
        }),
      ],
    }).compile();
    const messages = testing.get(WhatsAppMessagesService);

    await expect(messages.sendText('+16505551234', '')).rejects.toThrow(WhatsAppValidationError);
    expect((await messages.sendText('+16505551234', 'Hello from Jest')).messageId).toBe('wamid.PACKAGING');
    await testing.close();
  });
});
