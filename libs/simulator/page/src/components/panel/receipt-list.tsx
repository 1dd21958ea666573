import type { MessageView } from '../../../../src/control/api/index.js';
import { dayAndTime } from '../../format/time.js';
import { nameOf } from '../../state/authors.js';

interface ReceiptListProps {
  readonly message: MessageView;
}

/** The states of a message to a group, one for each participant. */
export function ReceiptList({ message: { receipts } }: ReceiptListProps) {
  if (!receipts) return null;
  return (
    <section>
      <h3>Participants</h3>
      <ul class="steps" aria-label="Receipts">
        {receipts.map(({ personId, deliveredAt, readAt }) => {
          const at = readAt ?? deliveredAt;
          const state = readAt === undefined ? (deliveredAt === undefined ? 'waiting' : 'delivered') : 'read';
          return (
            <li key={personId} class={state}>
              <b>{nameOf(personId) ?? personId}</b>
              {at === undefined ? (
                <small>not delivered yet</small>
              ) : (
                <time dateTime={at}>
                  {state} · {dayAndTime(at)}
                </time>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
