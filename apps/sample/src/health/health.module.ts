import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { WhatsAppHealthIndicator } from 'nestjs-whatsapp/health';
import { HealthController } from './health.controller.js';

/** Answers the probes of whatever runs the app. */
@Module({
  imports: [TerminusModule],
  controllers: [HealthController],
  providers: [WhatsAppHealthIndicator],
})
export class HealthModule {}
