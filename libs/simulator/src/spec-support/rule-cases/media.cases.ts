import { type EngineUnderTest, NUMBER_ID, type Outcome } from '../engine-under-test.js';
import { fileOf, webp } from '../media-files.js';
import type { RuleCases } from './rule-case.js';
import { atOnce, DAY, image, late, upload } from './sends.js';

const LINK = 'https://cdn.example.org/a.png';

/** The messages that break these rules, and those that keep them. */
export const MEDIA_CASES: Pick<RuleCases, 'media' | 'links'> = {
  media: [
    {
      ...atOnce,
      what: 'with an unknown media id',
      code: 131009,
      breaks: (test) => test.send(image({ id: '123' })),
      keeps: (test) => test.send(image({ id: upload(test, 'image/png') })),
    },
    {
      ...atOnce,
      what: 'with a media id that another number has uploaded',
      code: 131009,
      breaks: (test) => test.send(image({ id: upload(test, 'image/png', 10, '77') })),
      keeps: (test) => test.send(image({ id: upload(test, 'image/png') })),
    },
    {
      ...atOnce,
      what: 'with a media id after 30 days',
      code: 131009,
      breaks: async (test) => {
        const id = upload(test, 'image/png');
        await test.pass(30 * DAY);
        return test.send(image({ id }));
      },
      keeps: async (test) => {
        const id = upload(test, 'image/png');
        await test.pass(30 * DAY - 1);
        return test.send(image({ id }));
      },
    },
    {
      ...late,
      what: 'with a file of the wrong type',
      code: 131053,
      breaks: (test) => test.send({ type: 'sticker', sticker: { id: upload(test, 'image/png') } }),
      keeps: (test) => test.send({ type: 'sticker', sticker: { id: upload(test, 'image/webp') } }),
    },
    {
      ...late,
      what: 'with a file that is too large',
      code: 131053,
      breaks: (test) => test.send(image({ id: upload(test, 'image/jpeg', 5 * 1024 * 1024 + 1) })),
      keeps: (test) => test.send(image({ id: upload(test, 'image/jpeg', 5 * 1024 * 1024) })),
    },
    {
      ...late,
      what: 'with a picture that is none',
      code: 131053,
      breaks: (test) =>
        test.send(image({ id: uploaded(test, 'image/png', Buffer.from('not a picture at all')) })),
      keeps: (test) => test.send(image({ id: upload(test, 'image/png') })),
    },
    {
      ...late,
      what: 'with a picture of another type than its upload said',
      code: 131053,
      breaks: (test) => test.send(image({ id: uploaded(test, 'image/png', fileOf('image/jpeg')) })),
      keeps: (test) => test.send(image({ id: upload(test, 'image/jpeg') })),
    },
    {
      ...late,
      what: 'with sound of a type that Meta does not take',
      code: 131053,
      breaks: (test) => test.send({ type: 'audio', audio: { id: upload(test, 'audio/opus') } }),
      keeps: (test) => test.send({ type: 'audio', audio: { id: upload(test, 'audio/ogg') } }),
    },
    {
      ...late,
      what: 'with a sticker that stands still and is larger than 100 KB',
      code: 131053,
      breaks: (test) => sticker(test, webp(), 100 * 1024 + 1),
      keeps: (test) => sticker(test, webp(), 100 * 1024),
    },
    {
      ...late,
      what: 'with a sticker that moves and is larger than 500 KB',
      code: 131053,
      breaks: (test) => sticker(test, webp({ animated: true }), 500 * 1024 + 1),
      keeps: (test) => sticker(test, webp({ animated: true }), 500 * 1024),
    },
    {
      ...late,
      what: 'with a sticker of another size than 512 x 512 pixels',
      code: 131053,
      breaks: (test) => sticker(test, webp({ height: 511 })),
      keeps: (test) => sticker(test, webp()),
    },
  ],
  links: [
    {
      ...late,
      what: 'with a link to a page that is sent as a picture',
      code: 131053,
      breaks: (test) => linked(test, 'image/png', Buffer.from('<!doctype html><p>Not found</p>')),
      keeps: (test) => linked(test, 'image/png'),
    },
    {
      ...late,
      what: 'with a link that gives nothing',
      code: 131053,
      breaks: (test) => test.send(image({ link: 'https://cdn.example.org/none.png' })),
      keeps: (test) => linked(test, 'image/png'),
    },
    {
      ...late,
      what: 'with a link that gives bytes without a type',
      code: 131053,
      breaks: (test) => linked(test, 'application/octet-stream'),
      keeps: (test) => linked(test, 'image/jpeg'),
    },
  ],
};

function uploaded(test: EngineUnderTest, mimeType: string, bytes: Buffer): string {
  return upload(test, mimeType, bytes.length, NUMBER_ID, bytes);
}

function sticker(test: EngineUnderTest, head: Buffer, size = 1024): Outcome {
  return test.send({
    type: 'sticker',
    sticker: { id: uploaded(test, 'image/webp', fileOf('', size, head)) },
  });
}

function linked(test: EngineUnderTest, mimeType: string, bytes = fileOf(mimeType)): Outcome {
  test.links.set(LINK, { mimeType, bytes });
  return test.send(image({ link: LINK }));
}
