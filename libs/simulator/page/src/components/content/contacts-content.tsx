import { listAt, textAt } from '../../format/read-json.js';
import { Avatar } from '../ui/avatar.js';

interface ContactsContentProps {
  readonly contacts: unknown;
}

/** Cards of people. */
export function ContactsContent({ contacts }: ContactsContentProps) {
  return (
    <div class="contacts">
      {listAt(contacts).map((contact, index) => {
        const name = textAt(contact, 'name', 'formatted_name') ?? 'No name';
        const phones = listAt(contact, 'phones').map(
          (phone) => textAt(phone, 'phone') ?? textAt(phone, 'wa_id'),
        );
        const details = [
          ...phones,
          ...listAt(contact, 'emails').map((email) => textAt(email, 'email')),
          textAt(contact, 'org', 'company'),
        ].filter((detail) => detail !== undefined);
        return (
          <div class="contact" key={index}>
            <Avatar id={name} name={name} size={40} />
            <span class="file-text">
              <b>{name}</b>
              {details.map((detail) => (
                <small key={detail}>{detail}</small>
              ))}
            </span>
          </div>
        );
      })}
    </div>
  );
}
