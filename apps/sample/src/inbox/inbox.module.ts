import { Module } from '@nestjs/common';
import { DeadLetters } from './dead-letters.js';
import { EchoHandlers } from './echo.handlers.js';
import { JournalHandlers } from './journal.handlers.js';
import { MenuHandlers } from './menu.handlers.js';
import { OptOutHandlers } from './opt-out.handlers.js';

/** Handles what the library's webhook controller receives: prints it, and answers users. */
@Module({ providers: [JournalHandlers, EchoHandlers, MenuHandlers, OptOutHandlers, DeadLetters] })
export class InboxModule {}
