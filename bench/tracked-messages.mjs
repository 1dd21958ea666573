// Messages as the tracker is told of them: what was sent, what Meta answered, and the statuses that follow. Ids are as long as Meta's.
export const account = { name: 'default', phoneNumberId: '106540352242922' };

const pricing = { billable: true, pricing_model: 'PMP', category: 'authentication', type: 'regular' };

/** The arguments of `DeliveryTracker.onAccepted`. */
export function accepted(index) {
  const recipient = { kind: 'phone', to: `+${phoneOf(index)}`, key: '' };
  const correlationId = correlationIdOf(index);
  const message = { to: recipient.to, template: { name: 'code', language: { code: 'en_US' } } };
  const send = {
    correlationId,
    account,
    endpoint: 'messages',
    type: 'template',
    message,
    recipient,
    options: {},
  };
  return [
    send,
    { messageId: messageIdOf(index), recipient: { waId: phoneOf(index) }, correlationId, raw: {} },
  ];
}

/** The event of a status webhook, read from text as one is. */
export function statusEvent(index, status, timestamp) {
  return JSON.parse(
    JSON.stringify({
      kind: 'status',
      key: '',
      field: 'messages',
      metadata: { phone_number_id: account.phoneNumberId },
      account,
      timestamp,
      correlationId: correlationIdOf(index),
      status: {
        id: messageIdOf(index),
        status,
        timestamp: String(timestamp / 1000),
        recipient_id: phoneOf(index),
        recipient_user_id: `US.${digits(index, 3).slice(0, 20)}`,
        ...(status !== 'read' && { pricing }),
      },
    }),
  );
}

function correlationIdOf(index) {
  return `${hex(index, 5)}-${hex(index, 6).slice(0, 4)}-4${hex(index, 7).slice(0, 3)}-a${hex(index, 8).slice(0, 3)}-${String(index).padStart(12, '0')}`;
}

/** 58 characters. */
function messageIdOf(index) {
  const id = Buffer.from(`\u001d\u0018\u000b${phoneOf(index)}\u0015\u0002\u0000\u0011\u0018\u0012`, 'latin1');
  const own = Buffer.from(`${hex(index, 9)}${hex(index, 10)}\u0000`.slice(-17), 'latin1');
  return `wamid.${Buffer.concat([id, own]).toString('base64')}`;
}

function phoneOf(index) {
  return `1650${String(index).padStart(7, '0')}`;
}

/** Eight digits that look like any others. */
function hex(index, salt) {
  return (Math.imul(index + salt, 0x9e_37_79_b1) >>> 0).toString(16).padStart(8, '0');
}

function digits(index, salt) {
  return String(Number.parseInt(hex(index, salt), 16)).padStart(10, '1') + String(index).padStart(10, '2');
}
