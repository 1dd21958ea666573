import { createHash } from 'node:crypto';
import { textAt } from '../../../engine/common/is-record.js';
import type { Group } from '../../../engine/groups/group-book.js';
import { checkGroupPicture } from '../../../engine/groups/group-picture.js';
import { openObject, text } from '../../../schemas/shared/json-schema.js';
import type { GraphRequest } from '../routing/graph-call.js';
import type { GraphRouter } from '../routing/graph-router.js';
import { tellOfGroup } from './group-calls.js';

type Part = Readonly<Record<string, unknown>>;

const GROUP_EDIT = openObject({}, { subject: text(128), description: { type: 'string', maxLength: 2048 } });

/** Changes subject, description or picture; a picture comes in a form. @throws GraphApiError 100, 131009, 131209 or 131210 */
export async function editGroup(router: GraphRouter, group: Group, request: GraphRequest): Promise<Part> {
  const body = router.bodies.read(request, GROUP_EDIT);
  const { profile_picture_file: picture } = body;
  const [subject, description] = [textAt(body, 'subject'), textAt(body, 'description')];
  const profile_picture = picture instanceof Blob ? await pictureOf(picture) : undefined;
  group.subject = subject ?? group.subject;
  group.description = description ?? group.description;
  const { groups, clock, ids } = router.engine.state;
  groups.note(group, 'changed', clock.now());
  const requestId = ids.code(22);
  void tellOfGroup(router, group, 'group_settings_update', {
    type: 'group_settings_update',
    request_id: requestId,
    ...(subject === undefined ? {} : { group_subject: { text: subject, update_successful: true } }),
    ...(description === undefined
      ? {}
      : { group_description: { text: description, update_successful: true } }),
    ...(profile_picture === undefined ? {} : { profile_picture }),
  });
  return { messaging_product: 'whatsapp', request_id: requestId };
}

async function pictureOf(picture: Blob): Promise<Part> {
  const bytes = Buffer.from(await picture.arrayBuffer());
  checkGroupPicture(picture.type, bytes);
  const sha256 = createHash('sha256').update(bytes).digest('base64');
  return { mime_type: picture.type, sha256, update_successful: true };
}
