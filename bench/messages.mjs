// What is sent, in Meta's own shape. Each message is a new object with a recipient and a text of its own, as in an application:
// nothing can be remembered from the one before.

export const phoneNumberId = '106540352242922';
export const accessToken = `EAAJB${'Zx7Qw3Rt9K'.repeat(16)}`;

export function recipient(n) {
  return `+1650555${1000 + (n % 9000)}`;
}

export function bodyText(n) {
  return `Hello! Your order ${n} is on its way and should be with you on Friday before noon.`;
}

export function rows(n) {
  return Array.from({ length: 10 }, (_, row) => ({
    id: `order-${n}-slot-${row}`,
    title: `Between ${8 + row} and ${9 + row} h`,
    description: 'Delivery to your door, you will be called before',
  }));
}

export const listBody = 'When may we bring it?';
export const listButton = 'Choose a time';
export const listSection = 'Friday';

export function textMessage(n) {
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to: recipient(n),
    type: 'text',
    text: { body: bodyText(n) },
  };
}

export function listMessage(n) {
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to: recipient(n),
    type: 'interactive',
    interactive: {
      type: 'list',
      body: { text: listBody },
      action: { button: listButton, sections: [{ title: listSection, rows: rows(n) }] },
    },
  };
}
