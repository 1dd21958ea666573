import { Module } from '@nestjs/common';
import { UsersController } from './users.controller.js';

/** What the app may send to whom: windows and consents. */
@Module({ controllers: [UsersController] })
export class UsersModule {}
