import { Body, Controller, Delete, Get, HttpCode, NotFoundException, Param, Post, Sse } from '@nestjs/common';
import { ApiAcceptedResponse, ApiNotFoundResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { WhatsAppSequencesService, type SequenceProgress } from 'nestjs-whatsapp';
import { map, type Observable } from 'rxjs';
import { NewSequenceDto } from './dto/new-sequence.dto.js';

/** Sends messages that arrive in order, and shows how far they have got. */
@ApiTags('notifications')
@Controller('sequences')
export class SequencesController {
  constructor(private readonly sequences: WhatsAppSequencesService) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({ summary: 'Send messages in order: each when the one before is delivered' })
  @ApiAcceptedResponse({ description: 'It has begun; the answer says where it stands' })
  async start(@Body() { to, messages }: NewSequenceDto): Promise<SequenceProgress> {
    const sequence = this.sequences.sequence(to);
    for (const message of messages) sequence.add(message);
    const { id } = await sequence.start();
    return this.progress(id);
  }

  @Get(':id')
  @ApiOperation({ summary: 'How far a sequence has got' })
  @ApiNotFoundResponse({ description: 'There is no such sequence' })
  async progress(@Param('id') id: string): Promise<SequenceProgress> {
    const progress = await this.sequences.get(id);
    if (!progress) throw new NotFoundException('There is no sequence with this id');
    return progress;
  }

  @Sse(':id/progress')
  @ApiOperation({ summary: 'The same live, as server-sent events, until the sequence ends' })
  @ApiNotFoundResponse({ description: 'There is no such sequence' })
  async live(@Param('id') id: string): Promise<Observable<{ data: SequenceProgress }>> {
    await this.progress(id);
    return this.sequences.progressOf(id).pipe(map((data) => ({ data })));
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Send nothing more of a sequence' })
  @ApiNotFoundResponse({ description: 'No such sequence is running' })
  async cancel(@Param('id') id: string): Promise<void> {
    if (!(await this.sequences.cancel(id)))
      throw new NotFoundException('No sequence with this id is running');
  }
}
