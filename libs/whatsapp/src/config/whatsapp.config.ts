import { registerAs } from '@nestjs/config';
import { optionsFromEnvironment } from './options-from-environment.js';

/**
 * The module's options from `WHATSAPP_*` environment variables, for `@nestjs/config`. All that an app needs is
 * `WhatsAppModule.forRootAsync(whatsappConfig.asProvider())`.
 *
 * The variables are those of the table in chapter 6 of the handbook. `WHATSAPP_APP_SECRET` takes several secrets with commas between
 * them while one is being rotated.
 *
 * An empty variable counts as unset, white space around a value is dropped, and other `WHATSAPP_*` variables are ignored.
 * Several accounts cannot be described this way: write a factory of your own for those.
 *
 * @throws WhatsAppConfigurationError where a variable cannot be read; the values are checked when the module starts
 * @publicApi
 */
export const whatsappConfig = registerAs('whatsapp', () => optionsFromEnvironment(process.env));
