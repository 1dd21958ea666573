import { Module } from '@nestjs/common';
import { OnPremisesController } from './on-premises.controller.js';

/** Takes messages from clients of the On-Premises API while they are being rewritten. */
@Module({ controllers: [OnPremisesController] })
export class MigrationModule {}
