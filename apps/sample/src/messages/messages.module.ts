import { Module } from '@nestjs/common';
import { MessagesController } from './messages.controller.js';
import { RepliesController } from './replies.controller.js';

/** Sends messages, and answers messages. */
@Module({ controllers: [MessagesController, RepliesController] })
export class MessagesModule {}
