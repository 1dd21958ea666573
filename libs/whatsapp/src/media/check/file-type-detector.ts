import { Injectable } from '@nestjs/common';
import { WhatsAppConfigurationError } from '../../errors/index.js';
import type { StagedMedia } from '../source/staged-media.js';
import { loadFileType } from '../bundled/load-file-type.js';
import { MediaTypeDetector } from './media-type-detector.js';

/** Asks the package `file-type`, which is loaded with the first file. */
@Injectable()
export class FileTypeDetector extends MediaTypeDetector {
  async detect({ path, head, bytes }: StagedMedia): Promise<string | undefined> {
    const { fileTypeFromBuffer, fileTypeFromFile } = await load();
    const found = await (path === undefined ? fileTypeFromBuffer(bytes ?? head) : fileTypeFromFile(path));
    return found?.mime;
  }
}

async function load() {
  try {
    return await loadFileType();
  } catch (cause) {
    throw new WhatsAppConfigurationError(
      [
        'the package file-type cannot be loaded here: install it, or give forRoot({ providers: [{ provide: MediaTypeDetector, … }] }) one of your own',
      ],
      { cause },
    );
  }
}
