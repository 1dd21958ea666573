import { type EngineUnderTest, type Outcome } from '../engine-under-test.js';
import type { RuleCases } from './rule-case.js';
import { atOnce, DAY, image, late, upload } from './sends.js';

const LINK = 'https://cdn.example.org/a.png';

/** What breaks these rules, and what keeps them. */
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
  ],
  links: [
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

function linked(test: EngineUnderTest, mimeType: string): Outcome {
  test.links.set(LINK, { mimeType, bytes: Buffer.alloc(9) });
  return test.send(image({ link: LINK }));
}
