import { useState } from 'preact/hooks';
import type { GroupView, PersonView } from '../../../../src/control/api/index.js';
import { conversationOf, groupMessages, groups, people } from '../../state/simulator.state.js';
import {
  selectedGroupId,
  selectedNumberId,
  selectedPersonId,
  selectGroup,
  selectPerson,
} from '../../state/selection.state.js';
import { IconButton } from '../ui/icon-button.js';
import { AddPersonDialog } from './add-person-dialog.js';
import { GroupRow } from './group-row.js';
import { PeopleHeader } from './people-header.js';
import { PersonRow } from './person-row.js';

type Chat =
  | { readonly person: PersonView; readonly group?: undefined; readonly at: string }
  | { readonly group: GroupView; readonly at: string };

/** The list of people and groups, the latest conversation first. Arrow keys go from one to the next. */
export function PeopleList() {
  const [search, setSearch] = useState('');
  const [adding, setAdding] = useState(false);
  const wanted = search.trim().toLowerCase();
  const shown = chats(wanted);

  return (
    <nav class="people" aria-label="People">
      <PeopleHeader />
      <div class="people-search">
        <input
          type="search"
          placeholder="Search people"
          aria-label="Search people"
          value={search}
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
        <IconButton icon="add" label="Add a person" onClick={() => setAdding(true)} />
      </div>
      <ul class="people-rows" onKeyDown={moveFocus}>
        {shown.map((chat) =>
          chat.group ? (
            <li key={chat.group.id}>
              <GroupRow
                group={chat.group}
                selected={chat.group.id === selectedGroupId.value}
                onSelect={() => selectGroup(chat.group.id)}
              />
            </li>
          ) : (
            <li key={chat.person.id}>
              <PersonRow
                person={chat.person}
                selected={chat.person.id === selectedPersonId.value}
                onSelect={() => selectPerson(chat.person.id)}
              />
            </li>
          ),
        )}
        {shown.length === 0 ? <li class="empty">Nobody here{wanted ? ' by that name' : ' yet'}.</li> : null}
      </ul>
      {adding ? <AddPersonDialog onClose={() => setAdding(false)} /> : null}
    </nav>
  );
}

/** Returns the entries whose names, numbers or ids contain the wanted text. */
function chats(wanted: string): Chat[] {
  const has = (...texts: readonly (string | undefined)[]) =>
    texts.some((text) => text?.toLowerCase().includes(wanted));
  const ofPeople = people.value
    .filter(({ name, phoneNumber, username, id }) => has(name, phoneNumber, username, id))
    .map((person): Chat => ({ person, at: lastAt(person) }));
  const ofGroups = groups.value
    .filter(({ subject, phoneNumberId }) => has(subject) && phoneNumberId === selectedNumberId.value)
    .map((group): Chat => ({ group, at: groupMessages.value.get(group.id)?.at(-1)?.at ?? '' }));
  return [...ofPeople, ...ofGroups].toSorted((a, b) => b.at.localeCompare(a.at));
}

function moveFocus(event: KeyboardEvent): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || !(event.currentTarget instanceof HTMLElement)) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('.person-row')];
  const next = rows[rows.findIndex((row) => row === document.activeElement) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** Returns the time of the last message; sorts as text. */
function lastAt(person: PersonView): string {
  return conversationOf(person, selectedNumberId.value)?.lastMessageAt ?? '';
}
