import { IsOneOf, Nested } from '../../rules/index.js';
import { InteractiveBody } from './interactive-parts.js';

/**
 * The buttons that allow or refuse calls.
 *
 * @publicApi
 */
export class CallPermissionAction {
  @IsOneOf(['call_permission_request'])
  name!: 'call_permission_request';
}

/**
 * A message that asks whether the business may call; it has neither header nor footer. Once in 24 hours and twice in 7 days a user.
 *
 * @publicApi
 */
export class CallPermissionContent {
  @IsOneOf(['call_permission_request'])
  type!: 'call_permission_request';

  @Nested(() => InteractiveBody, { optional: true })
  body?: InteractiveBody;

  @Nested(() => CallPermissionAction)
  action!: CallPermissionAction;
}
