import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { OnPremisesController } from './on-premises.controller.js';
import { OnPremisesHttpExceptionFilter } from './on-premises-http-exception.filter.js';

/** Takes messages from clients of the On-Premises API while they are being rewritten. */
@Module({
  controllers: [OnPremisesController],
  providers: [{ provide: APP_FILTER, useClass: OnPremisesHttpExceptionFilter }],
})
export class MigrationModule {}
