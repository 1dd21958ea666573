import { Module } from '@nestjs/common';
import { MessageHistoryController } from './message-history.controller.js';
import { SequencesController } from './sequences.controller.js';

/** What became of messages, and messages in order. */
@Module({ controllers: [MessageHistoryController, SequencesController] })
export class NotificationsModule {}
