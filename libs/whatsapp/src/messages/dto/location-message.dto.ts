import { IsDegrees, IsOneOf, IsText, Nested } from '../rules/index.js';
import { PersonMessageDto } from './shared/message-envelope.dto.js';

/**
 * A place on the map.
 *
 * @publicApi
 */
export class LocationContent {
  /** Decimal degrees, as a number or a numeric string. */
  @IsDegrees(90)
  latitude!: number | string;

  /** Decimal degrees, as a number or a numeric string. */
  @IsDegrees(180)
  longitude!: number | string;

  @IsText({ min: 0, optional: true })
  name?: string;

  /** Shown only together with `name`. */
  @IsText({ min: 0, optional: true })
  address?: string;
}

/**
 * A location message.
 *
 * @publicApi
 */
export class LocationMessageDto extends PersonMessageDto {
  @IsOneOf(['location'], { optional: true })
  type?: 'location';

  @Nested(() => LocationContent)
  location!: LocationContent;
}
