import { attempt, report } from '../../state/actions.js';
import { client } from '../../state/client.js';

/** The whole state, to a file and from one. */
export function StateSection() {
  return (
    <section>
      <h3>State</h3>
      <div class="button-row">
        <button type="button" class="small" onClick={() => void save().catch(report)}>
          Save to a file
        </button>
        <label class="small file-button">
          Load from a file
          <input
            type="file"
            accept="application/json"
            class="visually-hidden"
            onChange={(event) => void attempt(load(event.currentTarget.files?.[0]))}
          />
        </label>
      </div>
    </section>
  );
}

async function save(): Promise<void> {
  const state = await client.exportState();
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([JSON.stringify(state, null, 2)], { type: 'application/json' }));
  link.download = 'whatsapp-simulator.json';
  link.click();
  URL.revokeObjectURL(link.href);
}

async function load(file: File | undefined): Promise<void> {
  if (file) await client.importState(JSON.parse(await file.text()));
}
