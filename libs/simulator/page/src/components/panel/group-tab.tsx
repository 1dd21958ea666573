import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { GroupView, PersonView } from '../../../../src/control/api/index.js';
import { attempt } from '../../state/actions.js';
import { client } from '../../state/client.js';
import { selectPerson } from '../../state/selection.state.js';
import { people } from '../../state/simulator.state.js';
import { Avatar } from '../ui/avatar.js';
import { SelectField } from '../ui/select-field.js';

interface GroupTabProps {
  readonly group: GroupView;
}

/** The open group: its description, its members, and the requests to join. */
export function GroupTab({ group }: GroupTabProps) {
  const members = people.value.filter(({ id }) => group.participantIds.includes(id));
  const asking = people.value.filter(({ id }) => group.askingIds.includes(id));
  const others = people.value.filter((person) => !members.includes(person) && !asking.includes(person));
  return (
    <>
      <section>
        <h3>{group.subject}</h3>
        {group.description === '' ? null : <p class="hint">{group.description}</p>}
        <dl class="facts">
          <dt>Group id</dt>
          <dd>{group.id}</dd>
          <dt>Invite link</dt>
          <dd>{group.inviteLink}</dd>
          <dt>Joining</dt>
          <dd>{group.joinApprovalMode === 'approval_required' ? 'asks the business' : 'at once'}</dd>
        </dl>
      </section>
      <section>
        <h3>
          {members.length} {members.length === 1 ? 'member' : 'members'}, and the business
        </h3>
        <ul class="members">
          {members.map((person) => (
            <Member key={person.id} person={person}>
              <button
                type="button"
                class="small"
                aria-label={`${person.name} leaves`}
                onClick={() => void attempt(client.leaveGroup(group.id, person.id))}
              >
                Leave
              </button>
            </Member>
          ))}
          {asking.map((person) => (
            <Member key={person.id} person={person}>
              <small>asks to join</small>
            </Member>
          ))}
        </ul>
      </section>
      <section>
        <h3>Join by the invite link</h3>
        <JoinForm key={group.id} group={group} others={others} />
      </section>
    </>
  );
}

interface MemberProps {
  readonly person: PersonView;
  readonly children: ComponentChildren;
}

function Member({ person, children }: MemberProps) {
  return (
    <li class="member">
      <button type="button" class="call-who" onClick={() => selectPerson(person.id)}>
        <Avatar id={person.id} name={person.name} online={person.online} size={36} />
        <span class="file-text">
          <b>{person.name}</b>
          <small>{person.phoneNumber ?? person.id}</small>
        </span>
      </button>
      {children}
    </li>
  );
}

interface JoinFormProps {
  readonly group: GroupView;
  readonly others: readonly PersonView[];
}

function JoinForm({ group, others }: JoinFormProps) {
  const [chosen, setChosen] = useState('');
  const joining = others.find(({ id }) => id === chosen) ?? others[0];
  if (!joining) return <p class="hint">Everybody is in the group.</p>;
  return (
    <form
      class="inline-form"
      onSubmit={(event) => {
        event.preventDefault();
        void attempt(client.joinGroup(group.id, joining.id));
      }}
    >
      <SelectField
        label="Who"
        value={joining.id}
        options={others.map(({ id, name }) => [id, name] as const)}
        onChange={setChosen}
      />
      <button class="small">Join</button>
    </form>
  );
}
