import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GraphUnderTest } from '../../../spec-support/graph-under-test.js';

let test: GraphUnderTest;
let group: string;

beforeEach(async () => {
  test = await GraphUnderTest.start();
  await test.call('POST', `${test.phone}/groups`, { messaging_product: 'whatsapp', subject: 'Neighbours' });
  group = test.simulator.control.groups()[0]?.id ?? '';
});

afterEach(() => test.stop());

/** The head of a JPEG: a comment, and the frame that tells the size. */
function jpeg(width: number, height: number): Blob {
  const frame = Buffer.from([0xff, 0xc0, 0, 17, 8, 0, 0, 0, 0, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]);
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  const bytes = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xfe, 0, 4, 0x68, 0x69]), frame]);
  return new Blob([Uint8Array.from(bytes)], { type: 'image/jpeg' });
}

async function edit(picture: Blob, texts: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const body = new FormData();
  body.set('messaging_product', 'whatsapp');
  for (const [name, value] of Object.entries(texts)) body.set(name, value);
  body.set('profile_picture_file', picture, 'picture.jpg');
  const { url, accessToken } = test.simulator;
  const response = await fetch(`${url}/v24.0/${group}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${accessToken}` },
    body,
  });
  return response.json();
}

describe("A group's picture", () => {
  it('is changed together with the subject, and the business is told', async () => {
    expect(await edit(jpeg(192, 192), { subject: 'Good neighbours' })).toMatchObject({
      messaging_product: 'whatsapp',
      request_id: expect.any(String),
    });
    await test.simulator.settled();
    expect(test.told('group_settings_update')).toMatchObject([
      {
        groups: [
          {
            profile_picture: { mime_type: 'image/jpeg', sha256: expect.any(String), update_successful: true },
            group_subject: { text: 'Good neighbours', update_successful: true },
          },
        ],
      },
    ]);
    expect(await test.call('GET', group)).toMatchObject({ subject: 'Good neighbours' });
  });

  it.each([
    ['that is not square', jpeg(200, 300), 131209],
    ['of fewer than 192 pixels a side', jpeg(191, 191), 131210],
    ['of another type', new Blob(['x'], { type: 'image/png' }), 100],
    ['that only says it is a JPEG', new Blob(['not a picture'], { type: 'image/jpeg' }), 100],
  ])('%s is refused', async (_what, picture, code) => {
    expect(await edit(picture)).toMatchObject({ error: { code } });
    expect(await test.call('GET', group)).toMatchObject({ subject: 'Neighbours' });
  });
});
