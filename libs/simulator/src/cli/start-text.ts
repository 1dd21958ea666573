import type { WhatsAppSimulator } from '../whatsapp-simulator.js';

/** Writes the text that the command line prints once the simulator listens: its address, and a line to paste. */
export function startText(simulator: WhatsAppSimulator): string {
  const [{ url: webhookUrl } = { url: null }] = simulator.control.subscriptions();
  const token = simulator.controlToken;
  const query = token === undefined ? '' : `?token=${token}`;
  const message = {
    messaging_product: 'whatsapp',
    to: '+16505551234',
    type: 'text',
    text: { body: 'Hello' },
  };
  return `
WhatsApp simulator   ${simulator.url}
Chat page            ${simulator.url}/${query}
Control API          ${simulator.url}/simulator/docs${query}${token === undefined ? '' : `\n                     asks for the token ${token}`}
Phone number id      ${simulator.phoneNumberId}
Webhooks             ${webhookUrl ?? 'none (set --webhook-url)'}

Send a message:
  curl -X POST ${simulator.url}/v24.0/${simulator.phoneNumberId}/messages \\
    -H 'Authorization: Bearer ${simulator.accessToken}' -H 'Content-Type: application/json' \\
    -d '${JSON.stringify(message)}'
${marketingHint(simulator)}
`;
}

/** Returns the person who gets no marketing: the first one of the demo. */
function marketingHint({ control }: WhatsAppSimulator): string {
  return control.state().rules.unitedStatesMarketing
    ? '\nMarketing templates go to numbers outside the United States, +351912345678 for one: others fail with 131049.\n'
    : '';
}
