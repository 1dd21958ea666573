import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { whatsappConfig } from 'nestjs-whatsapp';
import { InboxController } from './inbox.controller.js';
import { InboxService } from './inbox.service.js';

/** Receives Meta's webhooks and prints what they say. */
@Module({
  imports: [ConfigModule.forFeature(whatsappConfig)],
  controllers: [InboxController],
  providers: [InboxService],
})
export class InboxModule {}
