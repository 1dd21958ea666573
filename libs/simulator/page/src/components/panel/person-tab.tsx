import { useState } from 'preact/hooks';
import type { PersonChanges } from '../../../../src/control/api/index.js';
import { act, attempt } from '../../state/actions.js';
import { client } from '../../state/client.js';
import { selectedConversation, selectedGroup, selectedPerson } from '../../state/selection.state.js';
import { SelectField } from '../ui/select-field.js';
import { Switch } from '../ui/switch.js';
import { TextField } from '../ui/text-field.js';
import { DEVICES } from './devices.js';
import { GroupTab } from './group-tab.js';

/** The open group, or the habits of the selected person, to be switched. */
export function PersonTab() {
  const group = selectedGroup.value;
  return group ? <GroupTab group={group} /> : <Habits />;
}

function Habits() {
  const person = selectedPerson.value;
  const conversation = selectedConversation.value;
  const [newNumber, setNewNumber] = useState('');
  if (!person) return <p class="hint">Choose a person first.</p>;
  const change = (changes: PersonChanges) => void attempt(client.updatePerson(person.id, changes));
  return (
    <>
      <section>
        <h3>{person.name}</h3>
        {person.about === undefined ? null : <p class="hint">{person.about}</p>}
        <dl class="facts">
          <dt>Phone</dt>
          <dd>{person.phoneNumber ?? 'known by id only'}</dd>
          <dt>User id</dt>
          <dd>{person.id}</dd>
          {person.username === undefined ? null : (
            <>
              <dt>Username</dt>
              <dd>{person.username}</dd>
            </>
          )}
        </dl>
      </section>
      <section>
        <h3>Presence and habits</h3>
        <Switch
          label="Online"
          hint="Messages wait while this person is offline"
          checked={person.online}
          onChange={(online) => change({ online })}
        />
        <Switch
          label="Read receipts"
          hint="Without them no “read” is reported"
          checked={person.readReceipts}
          onChange={(readReceipts) => change({ readReceipts })}
        />
        <Switch
          label="On WhatsApp"
          hint="Otherwise messages fail late with 131026"
          checked={person.onWhatsApp}
          onChange={(onWhatsApp) => change({ onWhatsApp })}
        />
        <Switch
          label="Hides the phone number"
          hint="Webhooks carry the user id only"
          checked={person.hidesPhoneNumber}
          onChange={(hidesPhoneNumber) => change({ hidesPhoneNumber })}
        />
        <SelectField
          label="Device"
          value={person.device}
          options={DEVICES}
          onChange={(device) => change({ device })}
        />
      </section>
      <section>
        <h3>Towards this business</h3>
        <Switch
          label="Stops marketing messages"
          hint="They are accepted, then fail with 131050"
          checked={conversation?.marketingStopped ?? false}
          onChange={(stop) => void act({ action: stop ? 'stop_marketing' : 'resume_marketing' })}
        />
        <Switch
          label="Blocks the business"
          hint="It sees “sent” and nothing more"
          checked={conversation?.blocksBusiness ?? false}
          onChange={(block) => void act({ action: block ? 'block' : 'unblock' })}
        />
        {conversation?.blockedByBusiness ? <p class="hint">The business has blocked this person.</p> : null}
        <div class="button-row">
          <button type="button" class="small" onClick={() => void act({ action: 'read' })}>
            Read everything
          </button>
          <button type="button" class="small" onClick={() => void act({ action: 'call' })}>
            Call
          </button>
          <button type="button" class="small" onClick={() => void act({ action: 'change_identity' })}>
            New encryption identity
          </button>
        </div>
        <form
          class="inline-form"
          onSubmit={(event) => {
            event.preventDefault();
            void act({ action: 'change_number', phoneNumber: newNumber });
            setNewNumber('');
          }}
        >
          <TextField
            label="Change the number to"
            type="tel"
            required
            value={newNumber}
            onInput={setNewNumber}
          />
          <button class="small">Change</button>
        </form>
        <button
          type="button"
          class="small danger"
          onClick={() => void attempt(client.removePerson(person.id))}
        >
          Remove this person
        </button>
      </section>
    </>
  );
}
