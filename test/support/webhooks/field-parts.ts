export const metadata = { display_phone_number: '15550783881', phone_number_id: '106540352242922' };

export const template = {
  message_template_id: 1_689_556_908_129_832,
  message_template_name: 'order_update',
  message_template_language: 'en-US',
  message_template_category: 'UTILITY',
};

export function contactFixtureOf(waId: string) {
  return { profile: { name: 'Ana' }, wa_id: waId, user_id: `US.9${waId}` };
}
