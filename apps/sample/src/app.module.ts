import { Module } from '@nestjs/common';
import { ConfigModule, type ConfigType } from '@nestjs/config';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { WhatsAppExceptionFilter, WhatsAppModule, whatsappConfig } from 'nestjs-whatsapp';
import { HealthModule } from './health/health.module.js';
import { InboxModule } from './inbox/inbox.module.js';
import { MessagesModule } from './messages/messages.module.js';
import { MigrationModule } from './migration/migration.module.js';
import { NotificationsModule } from './notifications/notifications.module.js';
import { readStorage } from './read-storage.js';
import { RequestValidationPipe } from './request-validation.pipe.js';
import { UsersModule } from './users/users.module.js';
import { WEBHOOK_PATH } from './webhook-path.js';

/** The sample app: one module a feature, and the library set up from the environment. */
@Module({
  imports: [
    ConfigModule.forRoot(),
    WhatsAppModule.forRootAsync({
      imports: [ConfigModule.forFeature(whatsappConfig)],
      inject: [whatsappConfig.KEY],
      useFactory: async (fromEnvironment: ConfigType<typeof whatsappConfig>) => ({
        ...fromEnvironment,
        // What was handled, what became of messages and the like: STORAGE_URL, else the memory of the process.
        storage: await readStorage(),
        // A template to somebody who never agreed, and the same message again, are told in the log and go out.
        consent: { requireOptIn: 'warn' as const, keywords: true },
        repeatGuard: { mode: 'warn' as const },
        // What Meta would refuse is not sent. Of whom nothing is known yet, nothing is refused.
        conversations: { window: 'block' as const },
      }),
      isGlobal: true,
      // Meta's webhooks arrive here; the inbox handles them.
      webhook: { path: WEBHOOK_PATH },
    }),
    MessagesModule,
    MigrationModule,
    InboxModule,
    NotificationsModule,
    UsersModule,
    HealthModule,
  ],
  providers: [
    { provide: APP_PIPE, useClass: RequestValidationPipe },
    { provide: APP_FILTER, useClass: WhatsAppExceptionFilter },
  ],
})
export class AppModule {}
