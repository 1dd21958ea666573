import { useEffect, useState } from 'preact/hooks';
import type { MessageView } from '../../../../src/control/api/index.js';
import { flowReference } from '../../flow/flow-reference.js';
import { client } from '../../state/client.js';
import { FlowForm } from './flow-form.js';
import { PairsDialog } from './pairs-dialog.js';

interface FlowDialogProps {
  readonly message: MessageView;
  readonly onClose: () => void;
}

/** A flow as a form: by its JSON where the simulator has it, otherwise by fields of one's own. */
export function FlowDialog({ message, onClose }: FlowDialogProps) {
  const [reference] = useState(() => flowReference(message));
  const [json, setJson] = useState<unknown>();
  const [missing, setMissing] = useState(reference.flowId === undefined);
  useEffect(() => {
    if (reference.flowId === undefined) return;
    client.flowJson(reference.flowId).then(setJson, () => setMissing(true));
  }, [reference]);

  if (json !== undefined)
    return <FlowForm message={message} reference={reference} json={json} onClose={onClose} />;
  if (!missing) return null;
  return <PairsDialog message={message} data={reference.data} onClose={onClose} />;
}
