import type { Open } from '../parts/open.js';
import type { WebhookError } from '../parts/webhook-error.js';
import type { WebhookMetadata } from '../parts/webhook-metadata.js';

/** A member of a group, or who wanted to be. */
export interface GroupParticipant {
  readonly wa_id?: string;
  readonly user_id?: string;
  readonly parent_user_id?: string;
  readonly input?: string;
  readonly errors?: readonly WebhookError[];
}

/** The fields that all updates of a group have. */
export interface GroupUpdateBase {
  readonly timestamp?: number | string;
  readonly group_id?: string;
  readonly request_id?: string;
  readonly errors?: readonly WebhookError[];
}

/** One of the four fields about groups: a list of updates. */
export interface GroupsValue<Update> {
  readonly messaging_product?: string;
  readonly metadata?: WebhookMetadata;
  readonly groups?: readonly Update[];
}

/** `group_lifecycle_update`: a group was created or deleted. */
export interface GroupLifecycleUpdate extends GroupUpdateBase {
  readonly type?: Open<'group_create' | 'group_delete'>;
  readonly subject?: string;
  readonly description?: string;
  readonly invite_link?: string;
  readonly join_approval_mode?: string;
}

/** `group_participants_update`: somebody joined, left, or asked to join. */
export interface GroupParticipantsUpdate extends GroupUpdateBase {
  readonly type?: Open<
    | 'group_participants_add'
    | 'group_participants_remove'
    | 'group_join_request_created'
    | 'group_join_request_revoked'
  >;
  readonly reason?: Open<'invite_link'>;
  /** Meta prints it here and beside the group's object. */
  readonly initiated_by?: Open<'business' | 'participant'>;
  readonly added_participants?: readonly GroupParticipant[];
  readonly removed_participants?: readonly GroupParticipant[];
  readonly failed_participants?: readonly GroupParticipant[];
  readonly join_request_id?: string;
  readonly wa_id?: string;
  readonly user_id?: string;
}

/** The result of a change to a group's setting. */
export interface GroupSettingResult {
  readonly text?: string;
  readonly mime_type?: string;
  readonly sha256?: string;
  readonly update_successful?: boolean;
  readonly errors?: readonly WebhookError[];
}

/** `group_settings_update`: a group's picture, subject or description was changed. */
export interface GroupSettingsUpdate extends GroupUpdateBase {
  readonly type?: Open<'group_settings_update'>;
  readonly profile_picture?: GroupSettingResult;
  readonly group_subject?: GroupSettingResult;
  readonly group_description?: GroupSettingResult;
}

/** `group_status_update`: a group was suspended, or no longer is. */
export interface GroupStatusUpdate extends GroupUpdateBase {
  readonly type?: Open<'group_suspend' | 'group_suspend_cleared'>;
}
