import type { GraphRouteName } from 'whatsapp-simulator';
import type { OpenApiFile, Operation } from './openapi-file.js';

/** The names of ids in the file that the simulator's routes call otherwise; a node may have several names there. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  app: ['Application-ID'],
  business: ['Business-ID'],
  code: ['QR-Code-ID'],
  flow: ['Flow-ID'],
  group: ['group_id'],
  history: ['Message-History-ID'],
  media: ['Media-ID'],
  phone: ['Phone-Number-ID', 'WhatsApp-Account-Number-ID'],
  template: ['TEMPLATE_ID'],
  waba: ['WABA-ID', 'WhatsApp-Business-Account-ID'],
};

/** The operations of the file that are this route. */
export function operationsOf(file: OpenApiFile, route: GraphRouteName): Operation[] {
  const method = route.method.toLowerCase();
  return file.operations.filter(
    (operation) => operation.method === method && matches(operation.path, route.path),
  );
}

function matches(described: string, path: string): boolean {
  const [theirs, ours] = [described.split('/').slice(2), path.split('/').slice(1)];
  return (
    theirs.length === ours.length &&
    ours.every((step, index) => {
      const name = theirs[index] ?? '';
      return step.startsWith(':')
        ? (NAMES[step.slice(1)] ?? []).some((known) => name === `{${known}}`)
        : step === name;
    })
  );
}
