import type { TranslationReport } from './translation-report.js';
import { eachObject, renamed } from './json-object.js';

/** The `contacts` list: a phone's `wa-id` is called `wa_id`. */
export function translateContacts(contacts: unknown, report: TranslationReport): unknown {
  return eachObject(contacts, (contact, at) => {
    if (!('phones' in contact)) return contact;
    const phones = eachObject(contact['phones'], (phone, index) => {
      if (!('wa-id' in phone)) return phone;
      report.note('field-renamed', `contacts[${at}].phones[${index}]["wa-id"]`, 'is called "wa_id"');
      return renamed(phone, 'wa-id', 'wa_id');
    });
    return { ...contact, phones };
  });
}
