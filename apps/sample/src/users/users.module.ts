import { Module } from '@nestjs/common';
import { UsersController } from './users.controller.js';

/** The permissions to send: windows and consents. */
@Module({ controllers: [UsersController] })
export class UsersModule {}
