import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { WhatsAppWindowsService, WhatsAppConsentService } from 'nestjs-whatsapp';
import { person } from '../messages/examples/index.js';
import { ConsentSourceDto } from './dto/consent-source.dto.js';
import { UserDto } from './dto/user.dto.js';

/** Shows what is known of a user, and records what the user agreed to. */
@ApiTags('users')
@ApiParam({ name: 'user', description: 'A phone number or a business-scoped user id', example: person })
@Controller('users/:user')
export class UsersController {
  constructor(
    private readonly windows: WhatsAppWindowsService,
    private readonly consent: WhatsAppConsentService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Whether the customer service window is open, and what the user agreed to' })
  @ApiOkResponse({ type: UserDto })
  async find(@Param('user') user: string): Promise<UserDto> {
    return UserDto.of(await this.windows.find(user), await this.consent.status(user));
  }

  @Post('opt-in')
  @HttpCode(200)
  @ApiOperation({ summary: 'The user agreed to be written to: templates go out without a warning' })
  @ApiOkResponse({ type: UserDto })
  async optIn(@Param('user') user: string, @Body() { source }: ConsentSourceDto): Promise<UserDto> {
    await this.consent.grant(user, { source });
    return this.find(user);
  }

  @Post('opt-out')
  @HttpCode(200)
  @ApiOperation({ summary: 'The user wants no marketing any more: it is refused from now on' })
  @ApiOkResponse({ type: UserDto })
  async optOut(@Param('user') user: string, @Body() { source }: ConsentSourceDto): Promise<UserDto> {
    await this.consent.revoke(user, { source });
    return this.find(user);
  }
}
