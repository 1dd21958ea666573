import type { TemplateCategory } from './template-definition.js';

/** A button of a template of the library; its address or number is the business's to give. */
export interface LibraryButton {
  readonly type: 'URL' | 'PHONE_NUMBER' | 'QUICK_REPLY' | 'OTP';
  readonly text: string;
  readonly otp_type?: string;
  readonly url?: string;
  readonly phone_number?: string;
}

/** A template of Meta's library, as its endpoint shows it. */
export interface LibraryTemplate {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  readonly category: TemplateCategory;
  readonly topic: string;
  readonly usecase: string;
  readonly industry: readonly string[];
  readonly header?: string;
  readonly body: string;
  readonly body_params: readonly string[];
  readonly body_param_types: readonly string[];
  readonly buttons?: readonly LibraryButton[];
}

const EXAMPLE_URL = 'https://www.example.com/';

/** A few templates of each kind that Meta's library has; the words are the simulator's own. */
export const TEMPLATE_LIBRARY: readonly LibraryTemplate[] = [
  {
    id: '7147013345418901',
    name: 'delivery_update_1',
    language: 'en_US',
    category: 'UTILITY',
    topic: 'ORDER_MANAGEMENT',
    usecase: 'DELIVERY_UPDATE',
    industry: ['E_COMMERCE'],
    header: 'On its way',
    body: 'Hello {{1}}, your order {{2}} has left our house and arrives on {{3}} at the latest.',
    body_params: ['Ana', '7801', 'Friday'],
    body_param_types: ['TEXT', 'TEXT', 'DATE'],
    buttons: [{ type: 'URL', text: 'Follow it', url: EXAMPLE_URL }],
  },
  {
    id: '7147013345418902',
    name: 'payment_reminder_1',
    language: 'en_US',
    category: 'UTILITY',
    topic: 'PAYMENTS',
    usecase: 'PAYMENT_DUE_REMINDER',
    industry: ['FINANCIAL_SERVICES'],
    header: 'A payment is due',
    body: 'Hello {{1}}, the amount of {{2}} is due on {{3}}, unless you have paid it already.',
    body_params: ['Ana', '$12.34', '1 March'],
    body_param_types: ['TEXT', 'AMOUNT', 'DATE'],
    buttons: [
      { type: 'URL', text: 'Pay now', url: EXAMPLE_URL },
      { type: 'PHONE_NUMBER', text: 'Call us', phone_number: '+15550783881' },
    ],
  },
  {
    id: '7147013345418903',
    name: 'appointment_reminder_1',
    language: 'en_US',
    category: 'UTILITY',
    topic: 'EVENT_REMINDER',
    usecase: 'APPOINTMENT_REMINDER',
    industry: ['HEALTHCARE', 'PROFESSIONAL_SERVICES'],
    body: 'Hello {{1}}, we look forward to seeing you on {{2}} at our place.',
    body_params: ['Ana', 'Monday at ten'],
    body_param_types: ['TEXT', 'TEXT'],
    buttons: [{ type: 'QUICK_REPLY', text: 'I will be there' }],
  },
  {
    id: '7147013345418904',
    name: 'verify_code_1',
    language: 'en_US',
    category: 'AUTHENTICATION',
    topic: 'IDENTITY_VERIFICATION',
    usecase: 'VERIFY_CODE',
    industry: [],
    body: '*{{1}}* is your verification code.',
    body_params: ['123456'],
    body_param_types: ['TEXT'],
    buttons: [{ type: 'OTP', otp_type: 'COPY_CODE', text: 'Copy code' }],
  },
];

/** The template of this name and language. */
export function libraryTemplate(name: string, language: string): LibraryTemplate | undefined {
  return TEMPLATE_LIBRARY.find((template) => template.name === name && template.language === language);
}
