/** The head of a WebP file in the extended format, 512 x 512 pixels. */
const STICKER = 'RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xff\x01\0\xff\x01\0';

/** One small file of each kind of media. Their type, their size and their first bytes count. */
export const SAMPLES = {
  image: sample('image/png', '\x89PNG\r\n\x1a\n a picture'),
  video: sample('video/mp4', '\0\0\0\x18ftypmp42 a video'),
  audio: sample('audio/ogg', 'OggS a voice message'),
  document: sample('application/pdf', '%PDF-1.7 an invoice'),
  sticker: sample('image/webp', STICKER),
};

function sample(type, content) {
  return { type, bytes: Buffer.from(content, 'latin1') };
}
