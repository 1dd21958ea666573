// `HttpModule` of @nestjs/axios as it comes, but for connections that are kept alive.
import { Agent } from 'node:http';
import { HttpModule, HttpService } from '@nestjs/axios';
import { NestFactory } from '@nestjs/core';
import { firstValueFrom } from 'rxjs';
import { accessToken, listMessage, phoneNumberId, textMessage } from '../messages.mjs';

export async function open(baseUrl) {
  const app = await NestFactory.createApplicationContext(
    HttpModule.register({ httpAgent: new Agent({ keepAlive: true }) }),
    { logger: ['error', 'warn'] },
  );
  const http = app.get(HttpService);
  const url = `${baseUrl}/v24.0/${phoneNumberId}/messages`;
  const config = { headers: { authorization: `Bearer ${accessToken}` } };

  async function send(message) {
    const { data } = await firstValueFrom(http.post(url, message, config));
    return data.messages[0].id;
  }
  return { text: (n) => send(textMessage(n)), list: (n) => send(listMessage(n)) };
}
