import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { WhatsAppExceptionFilter, WhatsAppModule, whatsappConfig } from 'nestjs-whatsapp';
import { HealthModule } from './health/health.module.js';
import { InboxModule } from './inbox/inbox.module.js';
import { MessagesModule } from './messages/messages.module.js';
import { MigrationModule } from './migration/migration.module.js';
import { NotificationsModule } from './notifications/notifications.module.js';
import { RequestValidationPipe } from './request-validation.pipe.js';

/** The sample app: one module a feature, and the library set up from the environment. */
@Module({
  imports: [
    ConfigModule.forRoot(),
    WhatsAppModule.forRootAsync({
      ...whatsappConfig.asProvider(),
      isGlobal: true,
      // Meta's webhooks arrive here; the inbox handles them.
      webhook: { path: 'webhooks/whatsapp' },
    }),
    MessagesModule,
    MigrationModule,
    InboxModule,
    NotificationsModule,
    HealthModule,
  ],
  providers: [
    { provide: APP_PIPE, useClass: RequestValidationPipe },
    { provide: APP_FILTER, useClass: WhatsAppExceptionFilter },
  ],
})
export class AppModule {}
