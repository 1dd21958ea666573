/** A QR code that opens a chat with a prepared message. */
export interface QrCode {
  readonly code: string;
  prefilledMessage: string;
}

/** The settings of a business number beside its node. */
export interface NumberSettings {
  readonly profile: Record<string, unknown>;
  readonly commerce: { isCartEnabled: boolean; isCatalogVisible: boolean };
  readonly qrCodes: Map<string, QrCode>;
  readonly settings: Record<string, unknown>;
  readonly automation: Record<string, unknown>;
  /** PEM, for the exchange with a flow's endpoint. */
  publicKey: string | undefined;
  /** The state of its application for the badge of an official account; `undefined`: there was none. */
  officialAccount: string | undefined;
  /** The information that Indian law demands. */
  compliance: Readonly<Record<string, unknown>> | undefined;
  username: string | undefined;
  pin: string | undefined;
  registered: boolean;
  /** The times of its latest registrations and deregistrations, in milliseconds since 1970. */
  readonly registrations: number[];
  /** The kinds of data of the WhatsApp Business app that were asked for: each can be asked for once. */
  readonly syncs: Set<string>;
}

/** The settings of the account, and of every business number. */
export class AccountSettings {
  /** Whether the account has figures about its templates. */
  insightsEnabled = false;
  /** Whether marketing goes through its own endpoint only. */
  marketingDisabled = false;
  /** The other settings of the account, under Meta's names. */
  readonly further: Record<string, unknown> = {};
  private readonly numbers = new Map<string, NumberSettings>();

  /** The settings of numbers, by their ids. */
  get all(): ReadonlyMap<string, NumberSettings> {
    return this.numbers;
  }

  put(phoneNumberId: string, settings: NumberSettings): void {
    this.numbers.set(phoneNumberId, settings);
  }

  clear(): void {
    this.numbers.clear();
    for (const name of Object.keys(this.further)) Reflect.deleteProperty(this.further, name);
  }

  of(phoneNumberId: string): NumberSettings {
    const known = this.numbers.get(phoneNumberId);
    if (known) return known;
    const settings: NumberSettings = {
      profile: { about: 'Hey there! I am using WhatsApp.', vertical: 'UNDEFINED' },
      commerce: { isCartEnabled: true, isCatalogVisible: false },
      qrCodes: new Map(),
      settings: defaultSettings(),
      automation: {},
      publicKey: undefined,
      officialAccount: undefined,
      compliance: undefined,
      username: undefined,
      pin: undefined,
      registered: true,
      registrations: [],
      syncs: new Set(),
    };
    this.numbers.set(phoneNumberId, settings);
    return settings;
  }
}

/** Returns the content of `/settings` before anything is set: the number is ready for use, calls included. */
function defaultSettings(): Record<string, unknown> {
  return {
    calling: {
      status: 'enabled',
      call_icon_visibility: 'visible',
      ip_addresses: { default: [] },
      callback_permission_status: 'disabled',
    },
    payload_encryption: { status: 'disabled' },
    storage_configuration: { status: 'default' },
  };
}
