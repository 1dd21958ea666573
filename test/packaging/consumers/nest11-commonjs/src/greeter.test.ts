import { Test } from '@nestjs/testing';
import {
  WhatsAppMediaError,
  WhatsAppMediaService,
  WhatsAppMessagesService,
  WhatsAppModule,
  WhatsAppValidationError,
} from 'nestjs-whatsapp';
import { sqlite } from 'nestjs-whatsapp/sqlite';

describe('A NestJS 11 app that is tested by plain Jest', () => {
  const startApp = () =>
    Test.createTestingModule({
      imports: [
        WhatsAppModule.forRoot({
          phoneNumberId: '106540352242922',
          accessToken: 'a-token-of-the-packaging-test',
          graph: { baseUrl: String(process.env['GRAPH_BASE_URL']) },
          storage: sqlite(':memory:'),
        }),
      ],
    }).compile();

  it('imports the package, injects its service and meets its errors', async () => {
    const testing = await startApp();
    const messages = testing.get(WhatsAppMessagesService);

    await expect(messages.sendText('+16505551234', '')).rejects.toThrow(WhatsAppValidationError);
    expect((await messages.sendText('+16505551234', 'Hello from Jest')).messageId).toBe('wamid.PACKAGING');
    await testing.close();
  });

  it('uploads a file, whose type is told by its content', async () => {
    const testing = await startApp();
    const media = testing.get(WhatsAppMediaService);

    const uploaded = await media.upload(Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n'));
    expect(uploaded).toMatchObject({ id: '1013859600285441', kind: 'document', mimeType: 'application/pdf' });
    await expect(media.upload(Buffer.from('GIF89a\u0001\u0000\u0001\u0000'))).rejects.toThrow(
      WhatsAppMediaError,
    );
    await testing.close();
  });
});
