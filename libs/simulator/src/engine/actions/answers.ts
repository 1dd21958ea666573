import { conversationOf } from '../conversations/conversation.js';
import { recordAt, recordsAt, textAt } from '../common/is-record.js';
import type { MessageRecord } from '../history/message-record.js';
import type { Person } from '../people/person.js';
import { messageOfBusiness, type ActionContext } from './action-context.js';
import { ActionError } from '../errors/action.error.js';
import type { Inbound } from './inbound-messages.js';
import type { ActionOf } from './person-action.js';

const DAY_MS = 24 * 60 * 60 * 1000;
/** The lifetime of a permission to call that does not last for ever. */
const CALL_PERMISSION_MS = 7 * DAY_MS;

/** A button is pressed: a reply button, a template's quick reply, or one on a card. */
export function pressButton(context: ActionContext, action: ActionOf<'press_button'>): Inbound {
  const record = messageOfBusiness(context, action.messageId);
  return { ...(record.type === 'template' ? quickReply : replyButton)(record, action), quotes: record.id };
}

function quickReply(record: MessageRecord, { index, card }: ActionOf<'press_button'>): Inbound {
  const buttons = card === undefined ? record.rendered?.buttons : record.rendered?.cards[card]?.buttons;
  const button = buttons?.[index];
  if (button?.kind !== 'reply') throw noButton(record, index);
  return { type: 'button', content: { payload: button.payload ?? button.text, text: button.text } };
}

function replyButton(record: MessageRecord, { index, card }: ActionOf<'press_button'>): Inbound {
  const action = recordAt(record.content, 'action');
  const cardAction = card === undefined ? action : recordAt(recordsAt(action, 'cards')[card], 'action');
  const button = recordsAt(cardAction, 'buttons')[index];
  const reply = button?.['reply'] ?? button?.['quick_reply'];
  const [id, title] = [textAt(reply, 'id'), textAt(reply, 'title')];
  if (id === undefined) throw noButton(record, index);
  return interactive('button_reply', { id, title });
}

/** A row of a list is chosen. */
export function chooseRow(context: ActionContext, { messageId, rowId }: ActionOf<'choose_row'>): Inbound {
  const record = messageOfBusiness(context, messageId);
  const sections = recordsAt(recordAt(record.content, 'action'), 'sections');
  const row = sections.flatMap((section) => recordsAt(section, 'rows')).find(({ id }) => id === rowId);
  if (!row) throw new ActionError(`Message ${messageId} has no row "${rowId}".`);
  const description = textAt(row, 'description');
  const reply = {
    id: rowId,
    title: textAt(row, 'title'),
    ...(description === undefined ? {} : { description }),
  };
  return { ...interactive('list_reply', reply), quotes: record.id };
}

/** A flow is filled in to its end. */
export function submitFlow(
  context: ActionContext,
  { messageId, response }: ActionOf<'submit_flow'>,
): Inbound {
  const record = messageOfBusiness(context, messageId);
  const answer = { ...filesAsMedia(context, response), flow_token: flowTokenOf(record) };
  return {
    ...interactive('nfm_reply', { response_json: JSON.stringify(answer), body: 'Sent', name: 'flow' }),
    quotes: record.id,
  };
}

/** Makes media of the business from the files of photo and document pickers, `{ file_name, mime_type, data }`, as Meta does it. */
function filesAsMedia(
  { state, number }: ActionContext,
  response: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const asMedia = (file: unknown): unknown => {
    const [data, mimeType] = [textAt(file, 'data'), textAt(file, 'mime_type')];
    if (data === undefined || mimeType === undefined) return file;
    const filename = textAt(file, 'file_name');
    const { id, sha256 } = state.media.add(
      {
        phoneNumberId: number.number.id,
        source: 'inbound',
        mimeType,
        bytes: Buffer.from(data, 'base64'),
        filename,
      },
      state.clock.now(),
    );
    return {
      file_name: filename,
      mime_type: mimeType,
      sha256: Buffer.from(sha256, 'hex').toString('base64'),
      id,
    };
  };
  return Object.fromEntries(
    Object.entries(response).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(asMedia) : value,
    ]),
  );
}

/** The token by which the business knows the flow again. @throws ActionError where the message holds no flow */
export function flowTokenOf(record: MessageRecord): string {
  const flow = recordAt(recordAt(record.content, 'action'), 'parameters');
  if (textAt(record.content, 'type') === 'flow') return textAt(flow, 'flow_token') ?? 'unused';
  const button = recordsAt(record.content, 'components').find(
    (component) => textAt(component, 'sub_type')?.toLowerCase() === 'flow',
  );
  if (!record.rendered?.buttons.some(({ kind }) => kind === 'flow') && !button) {
    throw new ActionError(`Message ${record.id} holds no flow.`);
  }
  const [parameter] = recordsAt(button, 'parameters');
  return textAt(recordAt(parameter, 'action'), 'flow_token') ?? 'unused';
}

/** An address is given, as `address_message` asks for. */
export function submitAddress(
  context: ActionContext,
  { messageId, values }: ActionOf<'submit_address'>,
): Inbound {
  const record = messageOfBusiness(context, messageId);
  const reply = {
    response_json: JSON.stringify({ values }),
    body: Object.values(values).join('\n'),
    name: 'address_message',
  };
  return { ...interactive('nfm_reply', reply), quotes: record.id };
}

/** A call is permitted or refused. */
export function answerCallPermission(
  context: ActionContext,
  { messageId, response, permanent = false }: ActionOf<'answer_call_permission'>,
): Inbound {
  const record = messageOfBusiness(context, messageId);
  const now = context.state.clock.now();
  const accepted = response === 'accept';
  const until = now + CALL_PERMISSION_MS;
  conversationOf(context.person, record.phoneNumberId).callPermissionUntil = accepted
    ? permanent
      ? Infinity
      : until
    : 0;
  const reply = {
    response,
    ...(accepted && permanent ? { is_permanent: true } : {}),
    ...(accepted && !permanent ? { expiration_timestamp: Math.floor(until / 1000) } : {}),
    response_source: 'user_action',
  };
  return { ...interactive('call_permission_reply', reply), quotes: record.id };
}

/** The own number is shared, as `request_contact_info` asks for. */
export function shareContactInfo(
  context: ActionContext,
  { messageId }: ActionOf<'share_contact_info'>,
): Inbound {
  const record = messageOfBusiness(context, messageId);
  return { type: 'contacts', content: [ownCard(context.person)], quotes: record.id };
}

function ownCard(person: Person): Readonly<Record<string, unknown>> {
  return {
    origin: 'contact_request',
    name: { formatted_name: person.name, first_name: person.name.split(' ', 1)[0] },
    phones: person.waId === undefined ? [] : [{ phone: `+${person.waId}`, wa_id: person.waId, type: 'CELL' }],
  };
}

function interactive(type: string, content: Readonly<Record<string, unknown>>): Inbound {
  return { type: 'interactive', content: { type, [type]: content } };
}

function noButton(record: MessageRecord, index: number): ActionError {
  return new ActionError(
    `Message ${record.id} has no reply button ${index}. Buttons that open a page or a chat tell the business nothing.`,
  );
}
