import { Module } from '@nestjs/common';
import { MessageHistoryController } from './message-history.controller.js';
import { SequencesPageController } from './sequences-page.controller.js';
import { SequencesController } from './sequences.controller.js';

/** The history of messages, and messages in order. */
@Module({ controllers: [MessageHistoryController, SequencesController, SequencesPageController] })
export class NotificationsModule {}
