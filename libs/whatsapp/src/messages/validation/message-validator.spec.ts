import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { instanceToPlain, plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { brokenMessages } from '../../../../../test/support/messages/broken-messages.js';
import { changed, REMOVED } from '../../../../../test/support/messages/change.js';
import {
  validMarketingMessages,
  validMessages,
  validReadReceipts,
} from '../../../../../test/support/messages/valid-messages.js';
import { WhatsAppValidationError, type ValidationIssue } from '../../errors/index.js';
import { InteractiveMessageDto, TemplateMessageDto, TextMessageDto } from '../dto/index.js';
import { CompiledRules } from './compiled-rules.js';
import { isFreeData } from './free-data.js';
import { isRecord } from '../../common/internal.js';
import { issuesOf as issuesOfTree } from './issues.js';
import { findType, kindOf, messageTypes } from './message-kinds.js';
import { assertPlainJson } from './plain-json.js';
import { MessageValidator } from './message-validator.js';

const maxBodyBytes = 262_144;
const validator = new MessageValidator({ maxBodyBytes });
const text = { to: '+16505551234', type: 'text', text: { body: 'Hello' } } as const;

function issuesOf(run: () => unknown): readonly ValidationIssue[] {
  try {
    run();
  } catch (error) {
    if (error instanceof WhatsAppValidationError) return error.issues;
    throw error;
  }
  return [];
}

const pathsOf = (run: () => unknown) => issuesOf(run).map(({ path }) => path);

const base = (name: string): unknown => validMessages.find((valid) => valid.name === name)?.message;

/** Whether a message is one that may be given to class-transformer without the walk and the shields before it. */
function isPlain(message: unknown): boolean {
  return (
    issuesOf(() => assertPlainJson(message, { maxBodyBytes })).length === 0 &&
    !JSON.stringify(message).includes('constructor')
  );
}

/** The paths of the fields of a message outside data of the app's own; of a list those of its first two items. */
function fieldsIn(value: unknown, path = '', name = ''): string[] {
  if (Array.isArray(value))
    return value.slice(0, 2).flatMap((item, index) => fieldsIn(item, `${path}[${index}]`, name));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    const at = path === '' ? key : `${path}.${key}`;
    return isFreeData(name, key) ? [at] : [at, ...fieldsIn(child, at, key)];
  });
}

/** Fields that some object of some message may have. */
const fieldNames = new Set(
  [...validMessages, ...validMarketingMessages].flatMap(({ message }) =>
    fieldsIn(message).map((path) => path.replace(/^.*\./s, '').replace(/\[.*$/, '')),
  ),
);

/** A copy with `null` in every field that any message has and this object has not. */
function withNullFields(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => withNullFields(item, name));
  if (!isRecord(value)) return value;
  const nulls = [...fieldNames].map((key) => [key, null] as const);
  const fields = Object.entries(value).map(
    ([key, child]) => [key, isFreeData(name, key) ? child : withNullFields(child, key)] as const,
  );
  return Object.fromEntries<unknown>([...nulls, ...fields]);
}

/** The paths of class-validator's tree, as ours are written. */
function flatten(errors: readonly ValidationError[], parent = '', isList = false): string[] {
  return errors.flatMap(({ property, constraints, children, value }) => {
    const path =
      property === ''
        ? parent
        : isList
          ? `${parent}[${property}]`
          : parent === ''
            ? property
            : `${parent}.${property}`;
    return [
      ...(constraints === undefined ? [] : [path]),
      ...flatten(children ?? [], path, Array.isArray(value)),
    ];
  });
}

function changeInPlace(message: unknown): void {
  const { interactive } = message as {
    interactive: { action: { sections: { rows: { title: string }[] }[] } };
  };
  for (const row of interactive.action.sections.flatMap(({ rows }) => rows)) row.title = 'changed';
}

describe('MessageValidator', () => {
  describe('valid messages', () => {
    it('are at least 90', () => {
      expect(validMessages.length).toBeGreaterThanOrEqual(90);
      expect(new Set(validMessages.map(({ name }) => name)).size).toBe(validMessages.length);
    });

    it.each(validMessages)('$name: is accepted as it is and left as it was', ({ message }) => {
      const before = JSON.stringify(message);
      const checked = validator.validate(message);
      expect(checked.message).toBe(message);
      expect(JSON.stringify(message)).toBe(before);
      expect(message.type ?? checked.type).toBe(checked.type);
    });

    it.each(validMessages)('$name: is accepted when frozen and when parsed from JSON', ({ message }) => {
      const parsed: unknown = JSON.parse(JSON.stringify(message));
      validator.validateAndFreeze(parsed);
      expect(validator.validate(parsed).message).toBe(parsed);
    });

    it.each<[name: string, path: string, value: unknown]>([
      ['image by id', 'image.caption', ''],
      ['document by id', 'document.filename', ''],
      ['flow by id', 'interactive.action.parameters.flow_token', ''],
      ['catalog', 'interactive.action.parameters.thumbnail_product_retailer_id', 'x'.repeat(101)],
      [
        'product list of one section',
        'interactive.action.sections[0].product_items[0].product_retailer_id',
        'x'.repeat(101),
      ],
      ['carousel of products', 'interactive.action.cards[0].action.product_retailer_id', 'x'.repeat(101)],
      ['template without components', 'template.components', [{ type: 'body' }]],
      ['reaction', 'reaction.emoji', '#\uFE0F\u20E3'],
      ['contact with the least', 'contacts[0].birthday', '1992-02-29'],
    ])('%s: %s may be what Meta sets no limit to', (name, path, value) => {
      expect(issuesOf(() => validator.validate(changed(base(name), path, value)))).toEqual([]);
    });

    it('may be instances of the DTO classes, as ValidationPipe makes them', () => {
      const made = plainToInstance(TextMessageDto, text);
      expect(validator.validate(made).message).toBe(made);
      const list = plainToInstance(InteractiveMessageDto, base('list of one section without a title'));
      expect(validator.validate(list).type).toBe('interactive');
    });
  });

  describe('broken messages', () => {
    it('are at least 180', () => {
      expect(brokenMessages.length).toBeGreaterThanOrEqual(180);
    });

    it.each(brokenMessages)('$name: is refused with the path of the field', ({ message, path }) => {
      expect(pathsOf(() => validator.validate(message))).toContain(path);
    });

    it('are told everything that is wrong at once', () => {
      const paths = pathsOf(() =>
        validator.validate({
          to: 5,
          type: 'interactive',
          biz_opaque_callback_data: 'x'.repeat(401),
          interactive: {
            type: 'button',
            body: {},
            action: { buttons: [{ type: 'reply', reply: { id: ' ', title: '' } }, null] },
          },
        }),
      );
      expect(paths.toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
        'biz_opaque_callback_data',
        'interactive.action.buttons[0].reply.id',
        'interactive.action.buttons[0].reply.title',
        'interactive.action.buttons[1]',
        'interactive.body.text',
        'to',
      ]);
    });

    it('never find their content in the error', () => {
      const secret = 'the-content-of-the-message';
      for (const { message } of validMessages.slice(0, 60)) {
        const broken: unknown = JSON.parse(JSON.stringify(message), (_, value: unknown) =>
          typeof value === 'string' ? secret : value,
        );
        const error = issuesOf(() => validator.validate(broken));
        expect(JSON.stringify(error)).not.toContain(secret);
      }
    });

    it.each<[name: string, path: string, advice: RegExp]>([
      ['contact with everything', 'contacts[0].phones[0].wa-id', /write wa_id/],
      ['template without components', 'template.namespace', /take it away/],
      ['image by id', 'image.provider', /upload the file/],
      ['text', 'preview_url', /text\.preview_url/],
      ['text', 'text.colour', /sendRaw/],
    ])('%s: with the unknown field %s are told what to write', (name, path, advice) => {
      const [issue] = issuesOf(() => validator.validate(changed(base(name), path, 'x')));
      expect(issue).toEqual({ path, message: expect.stringMatching(advice) });
    });

    it('with a number out of range are told the range in words', () => {
      const amount = 'template.components[1].parameters[1].currency.amount_1000';
      const money = base('template with text, money, date and a link');
      expect(issuesOf(() => validator.validate(changed(money, amount, 1.5)))).toEqual([
        { path: amount, message: 'must be a whole number (the amount × 1000)' },
      ]);
    });

    it('to a group of a type that groups do not take are told the types', () => {
      const [issue] = issuesOf(() =>
        validator.validate(changed(base('reply button'), 'recipient_type', 'group')),
      );
      expect(issue?.message).toContain('groups take texts, media, templates and pins only');
    });

    it('of an unknown type are told the types and about sendRaw', () => {
      const [issue] = issuesOf(() => validator.validate({ to: text.to, type: 'hologram', hologram: {} }));
      expect(issue).toEqual({ path: 'type', message: expect.stringContaining('sendRaw') });
      expect(issue?.message).toContain('text, image, video');
    });

    it('of an unknown interactive kind are told the kinds', () => {
      const [issue] = issuesOf(() =>
        validator.validate(changed(base('reply button'), 'interactive.type', 'poll')),
      );
      expect(issue?.message).toContain('"location_request_message"');
    });

    it('yield at most 100 issues, with long names cut', () => {
      const fields = Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`f${n}`, n]));
      expect(issuesOf(() => validator.validate({ ...text, text: fields }))).toHaveLength(100);
      const [path] = pathsOf(() =>
        validator.validate({ ...text, text: { body: 'Hi', ['n'.repeat(5000)]: 1 } }),
      );
      expect(path?.length).toBeLessThan(100);
    });

    it('of a huge list or with a great many fields are refused quickly', () => {
      const started = process.cpuUsage();
      const many = Array.from({ length: 20_000 }, () => ({ a: 1 }));
      expect(pathsOf(() => validator.validate({ to: text.to, contacts: many }))).toContain('contacts');
      expect(
        pathsOf(() => validator.validate(changed(base('reply button'), 'interactive.action.buttons', many))),
      ).toContain('interactive.action.buttons');
      expect(process.cpuUsage(started).user / 1000).toBeLessThan(5000);
    });
  });

  describe('limits', () => {
    const long = (length: number) => 'x'.repeat(length);
    const action = 'interactive.action';
    const parameters = `${action}.parameters`;
    const parameter = 'template.components[0].parameters[0]';
    const rows = (count: number) => Array.from({ length: count }, (_, n) => ({ id: `r${n}`, title: 'Row' }));
    const items = (count: number) =>
      Array.from({ length: count }, (_, n) => ({ product_retailer_id: `s${n}` }));
    const buttons = (count: number) =>
      Array.from({ length: count }, (_, n) => ({ type: 'reply', reply: { id: `b${n}`, title: `B${n}` } }));
    const contacts = (count: number) =>
      Array.from({ length: count }, () => ({ name: { formatted_name: 'A', first_name: 'A' } }));
    const cards = (count: number) =>
      Array.from({ length: count }, (_, n) => ({
        card_index: n,
        type: 'product',
        action: { product_retailer_id: 'a', catalog_id: '1' },
      }));

    it.each<[name: string, path: string, inside: unknown, outside: unknown]>([
      ['text', 'text.body', long(4096), long(4097)],
      ['text', 'biz_opaque_callback_data', long(400), long(401)],
      ['text', 'biz_opaque_callback_data', '🥖'.repeat(200), '🥖'.repeat(201)],
      ['text', 'recipient', `PT.${long(128)}`, `PT.${long(129)}`],
      ['image by id', 'image.caption', long(1024), long(1025)],
      ['video by id', 'video.caption', long(1024), long(1025)],
      ['document by id', 'document.caption', long(1024), long(1025)],
      ['location with numbers', 'location.latitude', -90, -90.000_001],
      ['location with numbers', 'location.longitude', '180', '180.000001'],
      ['contact with the least', 'contacts', contacts(257), contacts(258)],
      ['pin', 'pin.expiration_days', 30, 31],
      ['pin', 'pin.expiration_days', 1, 0],
      ['reply button', `${action}.buttons`, buttons(3), buttons(4)],
      ['reply button', `${action}.buttons[0].reply.id`, long(256), long(257)],
      ['reply button', `${action}.buttons[0].reply.title`, long(20), long(21)],
      ['reply button', 'interactive.body.text', long(1024), long(1025)],
      ['list of one section without a title', 'interactive.body.text', long(4096), long(4097)],
      ['list of one section without a title', `${action}.button`, long(20), long(21)],
      ['list of one section without a title', `${action}.sections[0].title`, long(24), long(25)],
      ['list of one section without a title', `${action}.sections[0].rows`, rows(10), rows(11)],
      ['list of one section without a title', `${action}.sections[0].rows[0].id`, long(200), long(201)],
      ['list of one section without a title', `${action}.sections[0].rows[0].title`, long(24), long(25)],
      [
        'list of one section without a title',
        `${action}.sections[0].rows[0].description`,
        long(72),
        long(73),
      ],
      ['link button', `${parameters}.display_text`, long(20), long(21)],
      ['flow by id', `${parameters}.flow_cta`, long(30), long(31)],
      ['product', `${action}.product_retailer_id`, long(100), long(101)],
      ['product list of one section', `${action}.sections[0].product_items`, items(30), items(31)],
      ['product list of one section', `${action}.sections[0].title`, long(24), long(25)],
      ['call button with everything', `${parameters}.display_text`, long(20), long(21)],
      ['call button with everything', `${parameters}.ttl_minutes`, 1, 0],
      ['call button with everything', `${parameters}.ttl_minutes`, 43_200, 43_201],
      ['call button with everything', `${parameters}.payload`, long(512), long(513)],
      ['carousel of products', `${action}.cards`, cards(2), cards(1)],
      ['carousel of products', `${action}.cards`, cards(10), cards(11)],
      ['carousel of media cards with links', `${action}.cards[0].body.text`, long(160), long(161)],
      ['carousel of media cards with links', `${action}.cards[0].body.text`, '\n\n', '\n\n\n'],
      ['order with a payment link in Brazil', `${parameters}.reference_id`, long(60), long(61)],
      ['order with UPI in India', `${parameters}.reference_id`, long(35), long(36)],
      ['order with UPI in India', `${parameters}.payment_configuration`, long(60), long(61)],
      ['order with UPI in India', `${parameters}.order.items[0].name`, long(60), long(61)],
      ['order with UPI in India', `${parameters}.order.tax.description`, long(60), long(61)],
      ['order status', `${parameters}.order.description`, long(120), long(121)],
      ['template without components', 'template.name', long(512), long(513)],
      ['template with a long body alone', `${parameter}.text`, long(32_768), long(32_769)],
      ['template with text, money, date and a link', `${parameter}.text`, long(60), long(61)],
      ['template with a coupon', `${parameter}.coupon_code`, long(20), long(21)],
      ['template with a call button', `${parameter}.ttl_minutes`, 43_200, 43_201],
      ['template with quick replies', 'template.components[0].index', 5, 10],
    ])('%s: %s', (name, path, inside, outside) => {
      expect(issuesOf(() => validator.validate(changed(base(name), path, inside)))).toEqual([]);
      expect(pathsOf(() => validator.validate(changed(base(name), path, outside)))).toContain(path);
    });

    it('of header and footer are 60 characters', () => {
      const withParts = (length: number) => ({
        ...text,
        type: undefined,
        text: undefined,
        interactive: {
          type: 'cta_url',
          header: { type: 'text', text: long(length) },
          body: { text: 'Hi' },
          footer: { text: long(length) },
          action: { name: 'cta_url', parameters: { display_text: 'Go', url: 'https://bakery.example' } },
        },
      });
      expect(pathsOf(() => validator.validate(withParts(60)))).toEqual([]);
      expect(pathsOf(() => validator.validate(withParts(61)))).toEqual([
        'interactive.header.text',
        'interactive.footer.text',
      ]);
    });

    it('of a body text beside other components are 1024 characters', () => {
      const withBody = (length: number) =>
        changed(
          base('template with text, money, date and a link'),
          'template.components[1].parameters[0].text',
          long(length),
        );
      expect(pathsOf(() => validator.validate(withBody(1024)))).toEqual([]);
      expect(pathsOf(() => validator.validate(withBody(1025)))).toEqual(['template.components']);
    });

    it('of rows and products hold over all sections', () => {
      const listOf = (...counts: number[]) =>
        changed(
          base('list of one section without a title'),
          `${action}.sections`,
          counts.map((count, section) => ({
            title: `S${section}`,
            rows: rows(count).map((row) => ({ ...row, id: `${section}-${row.id}` })),
          })),
        );
      expect(pathsOf(() => validator.validate(listOf(5, 5)))).toEqual([]);
      expect(pathsOf(() => validator.validate(listOf(5, 6)))).toEqual([`${action}.sections`]);
    });
  });

  describe('the size of a message', () => {
    const withData = (length: number, character = 'x') => ({
      to: text.to,
      interactive: {
        type: 'flow',
        body: { text: 'Hi' },
        action: {
          name: 'flow',
          parameters: {
            flow_message_version: '3',
            flow_id: '1',
            flow_cta: 'Go',
            flow_action_payload: { data: { note: character.repeat(length) } },
          },
        },
      },
    });
    const overhead = JSON.stringify(withData(0)).length;
    const note = 'interactive.action.parameters.flow_action_payload.data.note';

    it.each([
      ['x', 1],
      ['é', 2],
      ['"', 2],
      ['\u0001', 6],
      ['🥖', 4],
    ])('is counted in bytes of JSON: %j', (character, bytes) => {
      const most = Math.floor((maxBodyBytes - overhead) / bytes);
      expect(pathsOf(() => validator.validate(withData(most - 10, character)))).toEqual([]);
      expect(pathsOf(() => validator.validate(withData(most + 10, character)))).toEqual([note]);
    });

    it('is an option', () => {
      const small = new MessageValidator({ maxBodyBytes: 100 });
      expect(pathsOf(() => small.validate(text))).toEqual([]);
      expect(pathsOf(() => small.validate({ ...text, text: { body: 'x'.repeat(100) } }))).toEqual([
        'text.body',
      ]);
    });

    it('counts what is shared as often as JSON writes it', () => {
      let bomb: unknown = { a: 1 };
      for (let level = 0; level < 25; level++) bomb = { l: bomb, r: bomb };
      const started = process.cpuUsage();
      expect(pathsOf(() => validator.validate({ ...text, text: bomb }))).toHaveLength(1);
      expect(process.cpuUsage(started).user / 1000).toBeLessThan(5000);
    });
  });

  describe('nesting', () => {
    const nested = (levels: number): unknown => (levels === 0 ? 'x' : { a: nested(levels - 1) });

    it('may be 32 levels deep, the message being the first', () => {
      const withData = (levels: number) =>
        changed(base('flow by id'), 'interactive.action.parameters.flow_action_payload', {
          data: nested(levels),
        });
      // message, interactive, action, parameters, flow_action_payload: five levels above the data.
      expect(pathsOf(() => validator.validate(withData(27)))).toEqual([]);
      expect(issuesOf(() => validator.validate(withData(28)))[0]?.message).toContain('32 levels');
    });
  });

  describe('free data', () => {
    const address = 'address with values, saved addresses and errors';
    const inOrder = 'interactive.action.parameters';
    const inButton = 'template.components[0].parameters[0].action';
    const gateway = { type: 'razorpay', configuration_name: 'main' };
    const places = [
      {
        name: 'flow by name with everything',
        path: 'interactive.action.parameters.flow_action_payload.data',
        required: {},
      },
      { name: address, path: 'interactive.action.parameters.values', required: {} },
      { name: address, path: 'interactive.action.parameters.validation_errors', required: {} },
      { name: address, path: 'interactive.action.parameters.saved_addresses[0].value', required: {} },
      {
        name: 'order with a payment gateway in India',
        path: `${inOrder}.payment_settings[0].payment_gateway`,
        required: gateway,
      },
      { name: 'order with a payment gateway in India', path: `${inOrder}.shipping_info`, required: {} },
      {
        name: 'order with a payment gateway in India',
        path: `${inOrder}.order.items[0].importer_address`,
        required: {},
      },
      { name: 'template with a flow button', path: `${inButton}.flow_action_data`, required: {} },
      {
        name: 'template with an order button',
        path: `${inButton}.order_details.shipping_info`,
        required: {},
      },
      {
        name: 'template with an order button',
        path: `${inButton}.order_details.order.items[0].importer_address`,
        required: {},
      },
    ];
    const withData = (name: string, path: string, data: unknown, required: object) =>
      changed(base(name), path, {
        ...required,
        ...Object.fromEntries([['own', { ['list']: [data] }]]),
        inside: data,
      });

    it('is wherever a DTO has FreeData: each such field is in this list', () => {
      const names = places.map(({ path }) =>
        path
          .replace(/\[\d+\]/g, '')
          .split('.')
          .slice(-2),
      );
      for (const [parent = '', key = ''] of names) expect(isFreeData(parent, key)).toBe(true);
      const tested = new Set(names.map(([, key = '']) => key));
      const files = ['address', 'flow', 'order-details', 'order', 'payment-settings'].map(
        (file) => `interactive/${file}.ts`,
      );
      const fields = [...files, 'template/template-buttons.ts'].flatMap((file) =>
        readFileSync(`${import.meta.dirname}/../dto/${file}`, 'utf8')
          .split('@FreeData(')
          .slice(1)
          .map((rest) => /^ {2}(\w+)[?!]:/m.exec(rest)?.[1]),
      );
      expect(new Set(fields)).toEqual(tested);
    });

    it.each(places)(
      'of "$name" in $path may have any names and values, and goes out as it is',
      ({ name, path, required }) => {
        const data: unknown = JSON.parse(
          '{"__proto__":{"a":1},"constructor":{"name":2},"toString":{"prototype":[null]},"hasOwnProperty":null,"then":"x","":[]}',
        );
        const message = withData(name, path, data, required);
        const before = JSON.stringify(message);
        expect(issuesOf(() => validator.validate(message))).toEqual([]);
        expect(validator.validate(message).message).toBe(message);
        expect(issuesOf(() => validator.validateRaw(message))).toEqual([]);
        expect(JSON.stringify(message)).toBe(before);
        expect(before).toContain('"__proto__":{"a":1}');
        // Beside it, and with a null that is taken away, the same holds.
        const padded = changed(message, 'context', null);
        expect(JSON.stringify(validator.validate(padded).message)).toBe(before);
        expect(issuesOf(() => validator.validateAndFreeze(message))).toEqual([]);
        const kind: new () => object = name.startsWith('template')
          ? TemplateMessageDto
          : InteractiveMessageDto;
        const asDto: object = plainToInstance(kind, JSON.parse(before) as object);
        expect(flatten(validateSync(asDto, { whitelist: true, forbidNonWhitelisted: true }))).toEqual([]);
      },
    );

    it.each(places)('of "$name" in $path has the limits of every message', ({ name, path, required }) => {
      const nested = (levels: number): unknown => (levels === 0 ? {} : { in: nested(levels - 1) });
      const long = Array.from({ length: 5000 }, (_, n) => n);
      const wide = Object.fromEntries(long.slice(0, 1000).map((n) => [`f${n}`, n]));
      expect(issuesOf(() => validator.validate(withData(name, path, { long, wide }, required)))).toEqual([]);
      expect(issuesOf(() => validator.validate(withData(name, path, nested(40), required)))).toEqual([
        { path: expect.stringMatching(/\.in$/), message: 'must not nest deeper than 32 levels' },
      ]);
      const large = withData(name, path, ['x'.repeat(maxBodyBytes)], required);
      expect(issuesOf(() => validator.validate(large))).toEqual([
        { path: expect.any(String), message: expect.stringContaining('grows over 262144 bytes') },
      ]);
      for (const wrong of [[], 'x', 5, true]) {
        expect(pathsOf(() => validator.validate(changed(base(name), path, wrong)))).toEqual([path]);
      }
    });

    it('in a place that Meta knows nothing of is not looked into', () => {
      const trap: unknown = JSON.parse(
        '{"flow_action_payload":{"data":{"constructor":5,"toString":{"__proto__":1}}},"saved_addresses":[{"value":{"constructor":{}}}]}',
      );
      const button = 'interactive.action.buttons[0].reply';
      for (const [message, path] of [
        [{ ...text, flow_action_payload: trap }, 'flow_action_payload'],
        [{ ...text, text: { body: 'Hi', extra: trap } }, 'text.extra'],
        [{ ...text, text: { body: [trap] } }, 'text.body'],
        [{ ...text, to: trap }, 'to'],
        [changed(base('reply button'), `${button}.more`, [trap]), `${button}.more`],
        [changed(base('reply button'), `${button}.id`, trap), `${button}.id`],
      ] as const) {
        expect(pathsOf(() => validator.validate(message))).toEqual([path]);
      }
    });

    it('may have a great many names', () => {
      const data = Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`f${n}`, 1]));
      const flow = 'interactive.action.parameters.flow_action_payload';
      const started = process.cpuUsage();
      expect(pathsOf(() => validator.validate(changed(base('flow by id'), flow, { data })))).toEqual([]);
      expect(
        pathsOf(() => validator.validate({ ...text, text: { body: 'Hi', flow_action_payload: { data } } })),
      ).toEqual(['text.flow_action_payload']);
      expect(process.cpuUsage(started).user / 1000).toBeLessThan(5000);
    });

    it('must still be what JSON can carry', () => {
      const message = changed(base('flow by id'), 'interactive.action.parameters.flow_action_payload', {
        data: { when: new Date(0), count: 1n },
      });
      const at = 'interactive.action.parameters.flow_action_payload.data';
      expect(pathsOf(() => validator.validate(message))).toEqual([`${at}.when`, `${at}.count`]);
    });
  });

  describe('a field that is undefined', () => {
    it('is as good as left out, whether known or not', () => {
      expect(pathsOf(() => validator.validate({ ...text, image: undefined, nonsense: undefined }))).toEqual(
        [],
      );
      expect(pathsOf(() => validator.validate({ ...text, text: { body: undefined } }))).toEqual([
        'text.body',
      ]);
    });
  });

  describe('freezing', () => {
    it('freezes a message through and through and checks it no second time', () => {
      let reads = 0;
      const message = {
        to: text.to,
        get text() {
          reads += 1;
          return { body: 'Hello' };
        },
      };
      validator.validateAndFreeze(message);
      const readsOfCheck = reads;
      expect(validator.validate(message).message).toBe(message);
      expect(reads).toBe(readsOfCheck);
      const list: unknown = structuredClone(base('list of one section without a title'));
      validator.validateAndFreeze(list);
      expect(() => changeInPlace(list)).toThrow(TypeError);
      expect(list).toEqual(base('list of one section without a title'));
    });

    it('remembers nothing of messages that were not frozen', () => {
      const message = { to: text.to, text: { body: 'Hello' } };
      validator.validate(message);
      message.text.body = '';
      expect(pathsOf(() => validator.validate(message))).toEqual(['text.body']);
    });
  });

  describe('marketing messages', () => {
    it.each(validMarketingMessages)('$name: is accepted', ({ message }) => {
      expect(validator.validateMarketing(message)).toEqual({ message, type: 'template' });
    });

    it.each<[path: string, value: unknown]>([
      ['type', 'text'],
      ['template', REMOVED],
      ['recipient_type', 'group'],
      ['product_policy', 'FALLBACK'],
      ['message_activity_sharing', 'no'],
      ['text', { body: 'Hi' }],
      ['to', REMOVED],
      ['template.name', 'Spring Rolls'],
    ])('are refused at %s', (path, value) => {
      const [, strict] = validMarketingMessages;
      expect(pathsOf(() => validator.validateMarketing(changed(strict?.message, path, value)))).toContain(
        path,
      );
    });

    it('are no messages for /messages', () => {
      const [, strict] = validMarketingMessages;
      expect(pathsOf(() => validator.validate(strict?.message))).toEqual([
        'product_policy',
        'message_activity_sharing',
      ]);
    });
  });

  describe('read receipts', () => {
    it.each(validReadReceipts)('$name: is accepted', ({ message }) => {
      expect(validator.validateReadReceipt(message)).toBe(message);
    });

    it.each<[path: string, value: unknown]>([
      ['status', REMOVED],
      ['status', 'seen'],
      ['message_id', REMOVED],
      ['message_id', ''],
      ['typing_indicator', []],
      ['typing_indicator.type', 'voice'],
      ['to', '+16505551234'],
      ['type', 'text'],
    ])('are refused at %s', (path, value) => {
      const [, typing] = validReadReceipts;
      expect(pathsOf(() => validator.validateReadReceipt(changed(typing.message, path, value)))).toContain(
        path,
      );
    });
  });

  describe('raw bodies', () => {
    it('may hold what the library does not know', () => {
      const body = { to: text.to, type: 'hologram', hologram: { depth: 3 } };
      expect(validator.validateRaw(body)).toEqual({ message: body, type: 'hologram' });
    });

    it('must say their type and be plain JSON', () => {
      expect(pathsOf(() => validator.validateRaw({ to: text.to, hologram: {} }))).toEqual(['type']);
      expect(pathsOf(() => validator.validateRaw({ type: 'hologram', hologram: { prototype: 1 } }))).toEqual([
        'hologram.prototype',
      ]);
      expect(pathsOf(() => assertPlainJson([], { maxBodyBytes }))).toEqual(['']);
    });
  });

  describe('null', () => {
    const all = [...validMessages, ...validMarketingMessages, ...validReadReceipts];
    const run = (name: string, message: unknown) => {
      if (validMarketingMessages.some((valid) => valid.name === name)) {
        return validator.validateMarketing(message).message;
      }
      return validReadReceipts.some((valid) => valid.name === name)
        ? validator.validateReadReceipt(message)
        : validator.validate(message).message;
    };

    it.each(all)(
      '$name: a field that is null is one that is left out, wherever it stands',
      ({ name, message }) => {
        for (const path of fieldsIn(message)) {
          const withNull = changed(message, path, null);
          const before = JSON.stringify(withNull);
          const without = changed(message, path, REMOVED);
          const issues = issuesOf(() => run(name, without));
          expect(issuesOf(() => run(name, withNull))).toEqual(issues);
          expect(issues.length > 0 ? without : run(name, withNull)).toEqual(without);
          expect(JSON.stringify(withNull)).toBe(before);
        }
      },
    );

    it.each(all)('$name: every field that may be left out may be null', ({ name, message }) => {
      // All of them at once, as clients write them that have one object for every type.
      const padded = withNullFields(message);
      expect(run(name, padded)).toEqual(JSON.parse(JSON.stringify(message)));
    });

    it('is missing where a field is required', () => {
      expect(issuesOf(() => validator.validate({ ...text, text: { body: null } }))).toEqual([
        { path: 'text.body', message: 'is required: it must be a string of 1 to 4096 characters' },
      ]);
      expect(issuesOf(() => validator.validate({ ...text, to: null }))).toEqual([
        { path: 'to', message: expect.stringMatching(/^is required/) },
      ]);
    });

    it('is a missing item in a list, whose places count', () => {
      const list = { to: text.to, contacts: [null, { name: { formatted_name: 'A', first_name: 'A' } }] };
      expect(issuesOf(() => validator.validate(list))).toEqual([
        { path: 'contacts[0]', message: 'is required: it must be an object' },
      ]);
    });

    it('is a value like others in data of the app', () => {
      const flow = changed(
        base('flow by name with everything'),
        'interactive.action.parameters.flow_action_payload.data',
        { seat: null, seats: [null] },
      );
      expect(validator.validate(flow).message).toBe(flow);
    });

    it('costs a message that has none no copy', () => {
      for (const { name, message } of all) expect(run(name, message)).toBe(message);
    });

    it('leaves the content of a raw body alone, and is left out of its own fields', () => {
      const body = { to: text.to, type: 'hologram', context: null, hologram: { depth: null } };
      expect(validator.validateRaw(body).message).toEqual({
        to: text.to,
        type: 'hologram',
        hologram: { depth: null },
      });
      expect(body.context).toBeNull();
    });

    it('is taken by the pipe, which gives back what is frozen and known', () => {
      const { message } = validator.validateAndFreeze({ ...text, context: null });
      expect(message).toEqual(text);
      expect(Object.isFrozen(message)).toBe(true);
      expect(validator.validate(message).message).toBe(message);
    });

    it("is taken by the DTO classes in an app's own ValidationPipe, also beside what may not be left out then", () => {
      const nulls = {
        recipient: null,
        recipient_type: null,
        context: null,
        messaging_product: null,
        type: null,
      };
      const made = plainToInstance(TextMessageDto, {
        ...nulls,
        to: text.to,
        text: { body: 'Hello', preview_url: null },
      });
      expect(validateSync(made, { whitelist: true, forbidNonWhitelisted: true })).toEqual([]);
      expect(new CompiledRules().areKeptBy(made)).toBe(true);
      expect(validator.validate(made).message).toEqual({ to: text.to, text: { body: 'Hello' } });
      const nobody = plainToInstance(TextMessageDto, { to: null, recipient: null, text: { body: 'Hello' } });
      expect(validateSync(nobody, { whitelist: true, forbidNonWhitelisted: true })).toHaveLength(1);
      expect(new CompiledRules().areKeptBy(nobody)).toBe(false);
    });
  });

  describe('the DTO classes', () => {
    const rules = new CompiledRules();

    it.each([...validMessages, ...brokenMessages.filter(({ name }) => name.includes(': '))])(
      "$name: an app's own ValidationPipe finds the same, and so do the compiled rules",
      ({ message }) => {
        const found = issuesOf(() => validator.validate(message));
        const type = messageTypes.find(
          (known) => typeof message === 'object' && message !== null && known in message,
        );
        const isForDto =
          type !== undefined && isRecord(message) && (message.type ?? type) === type && isPlain(message);
        if (!isForDto) return;
        const made = plainToInstance(kindOf(type), message);
        const errors = validateSync(made, { whitelist: true, forbidNonWhitelisted: true });
        const paths = found.map(({ path }) => path);
        expect([...new Set(flatten(errors))].toSorted()).toEqual([...new Set(paths)].toSorted());
        // What is found before there is a DTO has words of its own.
        expect(typeof findType(message) === 'string' ? issuesOfTree(errors) : found).toEqual(found);
        expect(rules.areKeptBy(made)).toBe(errors.length === 0);
      },
    );

    it('survive instanceToPlain, as ClassSerializerInterceptor calls it', () => {
      for (const name of ['reply button', 'flow by name with everything'] as const) {
        const message = JSON.parse(JSON.stringify(base(name)).replace('"constructor":"kept",', '')) as object;
        expect(
          instanceToPlain(plainToInstance(InteractiveMessageDto, message), { exposeUnsetFields: false }),
        ).toEqual(message);
      }
      const template = base('template with a carousel of media') as object;
      expect(
        instanceToPlain(plainToInstance(TemplateMessageDto, template), { exposeUnsetFields: false }),
      ).toEqual(template);
    });
  });

  describe('speed', () => {
    // Generous, for a machine that is busy and a test runner that compiles: it is there to notice a factor of ten.
    it.each([
      ['text', 200],
      ['list of one section without a title', 1500],
    ])('a %s takes less than %d µs', (name, micros) => {
      const message = base(name);
      for (let n = 0; n < 1000; n++) validator.validate(message);
      const started = process.cpuUsage();
      for (let n = 0; n < 1000; n++) validator.validate(message);
      expect(process.cpuUsage(started).user / 1000).toBeLessThan(micros);
    });
  });
});
