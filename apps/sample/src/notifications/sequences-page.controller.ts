import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { sequencesPage } from './sequences.page.js';

/** A page for people: starts sequences, and shows live how far they have got. */
@ApiExcludeController()
@Controller('sequences')
export class SequencesPageController {
  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header(
    'content-security-policy',
    "default-src 'none'; connect-src 'self'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  )
  page(): string {
    return sequencesPage;
  }
}
