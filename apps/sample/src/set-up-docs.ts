import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { EXAMPLE_FILES_URL } from './messages/examples/index.js';

/**
 * Serves the page where every endpoint and every message type can be tried, at `/docs`.
 * @param filesUrl where the files of the examples lie @default nowhere: their links are placeholders
 */
export function setUpDocs(app: INestApplication, filesUrl = EXAMPLE_FILES_URL): void {
  const config = new DocumentBuilder()
    .setTitle('nestjs-whatsapp sample')
    .setDescription(
      'Sends every WhatsApp message type. Open an endpoint, press "Try it out", and choose one of the examples.',
    )
    .build();
  SwaggerModule.setup('docs', app, () => withFilesAt(filesUrl, SwaggerModule.createDocument(app, config)), {
    swaggerOptions: { tryItOutEnabled: true },
  });
}

function withFilesAt(filesUrl: string, document: OpenAPIObject): OpenAPIObject {
  const moved: OpenAPIObject = JSON.parse(JSON.stringify(document).replaceAll(EXAMPLE_FILES_URL, filesUrl));
  return moved;
}
