import { IsOneOf, Nested } from '../../rules/index.js';
import { ContentWithBody } from './interactive-parts.js';

/**
 * The button that shares a location.
 *
 * @publicApi
 */
export class LocationRequestAction {
  @IsOneOf(['send_location'])
  name!: 'send_location';
}

/**
 * A message that asks the user for a location; it has neither header nor footer.
 *
 * @publicApi
 */
export class LocationRequestContent extends ContentWithBody {
  @IsOneOf(['location_request_message'])
  type!: 'location_request_message';

  @Nested(() => LocationRequestAction)
  action!: LocationRequestAction;
}
