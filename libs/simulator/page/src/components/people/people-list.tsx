import { useState } from 'preact/hooks';
import type { PersonView } from '../../../../src/control/api/index.js';
import { conversationOf, people } from '../../state/simulator.state.js';
import { selectedNumberId, selectedPersonId, selectPerson } from '../../state/selection.state.js';
import { IconButton } from '../ui/icon-button.js';
import { AddPersonDialog } from './add-person-dialog.js';
import { PeopleHeader } from './people-header.js';
import { PersonRow } from './person-row.js';

/** Everybody on the other side, the latest conversation first. Arrow keys go from one to the next. */
export function PeopleList() {
  const [search, setSearch] = useState('');
  const [adding, setAdding] = useState(false);
  const wanted = search.trim().toLowerCase();
  const shown = people.value
    .filter((person) =>
      [person.name, person.phoneNumber, person.username, person.id].some((text) =>
        text?.toLowerCase().includes(wanted),
      ),
    )
    .toSorted((a, b) => lastAt(b).localeCompare(lastAt(a)));

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
        {shown.map((person) => (
          <li key={person.id}>
            <PersonRow
              person={person}
              selected={person.id === selectedPersonId.value}
              onSelect={() => selectPerson(person.id)}
            />
          </li>
        ))}
        {shown.length === 0 ? <li class="empty">Nobody here{wanted ? ' by that name' : ' yet'}.</li> : null}
      </ul>
      {adding ? <AddPersonDialog onClose={() => setAdding(false)} /> : null}
    </nav>
  );
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

/** When something was last said; sorts as text. */
function lastAt(person: PersonView): string {
  return conversationOf(person, selectedNumberId.value)?.lastMessageAt ?? '';
}
