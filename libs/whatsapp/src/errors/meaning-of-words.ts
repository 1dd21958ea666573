import type { GraphErrorCode } from './graph-error-codes.js';

/** The settings of an account that name an object at Meta. */
export type ObjectSetting = 'phoneNumberId' | 'businessAccountId' | 'appId';

/** The objects that a call was made with, for errors that only these explain. */
export type AccountObjects = Readonly<Partial<Record<ObjectSetting, string>>>;

const VARIABLES: Readonly<Record<ObjectSetting, string>> = {
  phoneNumberId: 'WHATSAPP_PHONE_NUMBER_ID',
  businessAccountId: 'WHATSAPP_BUSINESS_ACCOUNT_ID',
  appId: 'WHATSAPP_APP_ID',
};

const REFUSED_PROOF: GraphErrorCode = {
  kind: 'configuration',
  retry: { kind: 'fix' },
  title: 'The proof of the app secret is missing or was refused',
  advice:
    'Set `appSecret` (WHATSAPP_APP_SECRET) to the secret of the Meta app that the access token was made for; of several the first one signs.',
};

const UNKNOWN_OBJECT: GraphErrorCode = {
  kind: 'request',
  retry: { kind: 'fix' },
  title: 'The object does not exist, or the access token may not use it',
  advice: 'Check the id that was given.',
};

/** The words of an error that are looked at where one code of Meta's stands for many things. */
export interface ErrorWords {
  readonly code?: number;
  readonly subcode?: number;
  /** Meta's words, the request's own taken out. */
  readonly words: string;
  /** The path that was called, relative to the version. */
  readonly path?: string;
  /** The ids in the account's settings. */
  readonly objects?: AccountObjects;
}

/**
 * Explains an error whose code says too little: a proof that was refused, and an object that does
 * not exist, which is a mistake in the settings where the object is the account's own, and the
 * caller's otherwise. `undefined` for all others.
 */
export function meaningOfWords(error: ErrorWords): GraphErrorCode | undefined {
  // The name of a parameter, not a wording: it is part of the API.
  if (error.words.includes('appsecret_proof')) return REFUSED_PROOF;
  if (!isUnknownObject(error)) return undefined;
  const setting = settingOf(error);
  return setting === undefined ? UNKNOWN_OBJECT : unknownOwnObject(setting);
}

/** Subcode 33 of code 100, which messaging endpoints leave out; or code 33 itself. */
function isUnknownObject({ code, subcode, words }: ErrorWords): boolean {
  if (code === 33) return true;
  return code === 100 && (subcode === 33 || /\bobject with id\b.*\bdoes not exist\b/i.test(words));
}

/** Meta names the object, or else it is the one that was called. */
function settingOf({ words, path = '', objects = {} }: ErrorWords): ObjectSetting | undefined {
  const id = /\bobject with id\W{1,3}(\w+)/i.exec(words)?.[1] ?? /^\w+/.exec(path)?.[0];
  const settings = ['phoneNumberId', 'businessAccountId', 'appId'] as const;
  return id === undefined ? undefined : settings.find((setting) => objects[setting] === id);
}

function unknownOwnObject(setting: ObjectSetting): GraphErrorCode {
  return {
    kind: 'configuration',
    retry: { kind: 'fix' },
    title: `Meta does not know the \`${setting}\` of this account, or its access token may not use it`,
    advice: `Check \`${setting}\` (${VARIABLES[setting]}) and that \`accessToken\` (WHATSAPP_ACCESS_TOKEN) belongs to a system user to whom it is assigned.`,
  };
}
