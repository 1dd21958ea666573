/**
 * Where data of the app's own stands (the key and the key around it; a list goes by the key that it stands under): there,
 * keys may have any name, and `null` is a value like others.
 */
const freeData: ReadonlySet<string> = new Set([
  'flow_action_payload.data',
  'action.flow_action_data',
  'parameters.values',
  'parameters.validation_errors',
  'saved_addresses.value',
]);

/** Whether data of the app's own stands under a key. */
export function isFreeData(parent: string, key: string): boolean {
  return freeData.has(`${parent}.${key}`);
}
