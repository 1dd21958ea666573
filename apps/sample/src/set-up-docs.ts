import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';

/** Serves the page where every endpoint and every message type can be tried, at `/docs`. */
export function setUpDocs(app: INestApplication): void {
  const config = new DocumentBuilder()
    .setTitle('nestjs-whatsapp sample')
    .setDescription(
      'Sends every WhatsApp message type. Open an endpoint, press "Try it out", and choose one of the examples.',
    )
    .build();
  SwaggerModule.setup('docs', app, () => SwaggerModule.createDocument(app, config), {
    swaggerOptions: { tryItOutEnabled: true },
  });
}
