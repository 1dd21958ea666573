import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { HealthCheck, HealthCheckService, type HealthCheckResult } from '@nestjs/terminus';
import { WhatsAppHealthIndicator } from 'nestjs-whatsapp/health';

/** Liveness and readiness look at this process alone; Meta's side has an address of its own. */
@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly whatsapp: WhatsAppHealthIndicator,
  ) {}

  @Get('live')
  @HealthCheck()
  @ApiOperation({ summary: 'The process runs' })
  live(): Promise<HealthCheckResult> {
    return this.health.check([]);
  }

  @Get('ready')
  @HealthCheck()
  @ApiOperation({
    summary: 'The app takes requests',
    // An expired token must not take the app out of the load balancer: webhooks would stop too.
    description: 'Never asks Meta. The settings were checked before the app began to listen.',
  })
  ready(): Promise<HealthCheckResult> {
    return this.health.check([]);
  }

  @Get('whatsapp')
  @HealthCheck()
  @ApiOperation({ summary: 'The token works and the number can send; cached for 60 seconds' })
  whatsApp(): Promise<HealthCheckResult> {
    return this.health.check([() => this.whatsapp.check('whatsapp')]);
  }
}
