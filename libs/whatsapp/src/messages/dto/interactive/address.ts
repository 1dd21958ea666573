import { FreeData, IsOneOf, IsText, Nested, NestedList } from '../../rules/index.js';
import { ContentWithHeader } from './interactive-parts.js';

/**
 * An address that the user can choose instead of typing one.
 *
 * @publicApi
 */
export class SavedAddress {
  @IsText()
  id!: string;

  /** The fields of the address by their names, taken as they are. */
  @FreeData()
  value!: Record<string, unknown>;
}

/**
 * The parameters of the address form.
 *
 * @publicApi
 */
export class AddressParameters {
  /** The country of business and user, ISO 3166-1 alpha-2; Meta offers this for `IN`. */
  @IsText({ pattern: /^[A-Z]{2}$/, expected: 'a country code of two capital letters, such as IN' })
  country!: string;

  /** Fields that are filled in already, taken as they are. */
  @FreeData({ optional: true })
  values?: Record<string, unknown>;

  @NestedList(() => SavedAddress, { optional: true })
  saved_addresses?: readonly SavedAddress[];

  /** The errors in the fields that the user sent, by field. */
  @FreeData({ optional: true })
  validation_errors?: Record<string, unknown>;
}

/**
 * The address form.
 *
 * @publicApi
 */
export class AddressAction {
  @IsOneOf(['address_message'])
  name!: 'address_message';

  @Nested(() => AddressParameters)
  parameters!: AddressParameters;
}

/**
 * A message that asks for a postal address; businesses and users of India only.
 *
 * @publicApi
 */
export class AddressContent extends ContentWithHeader {
  @IsOneOf(['address_message'])
  type!: 'address_message';

  @Nested(() => AddressAction)
  action!: AddressAction;
}
