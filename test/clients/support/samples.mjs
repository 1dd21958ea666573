/** One small file of each kind of media. What is in them nobody looks at, their type and size count. */
export const SAMPLES = {
  image: sample('image/png', 'a picture'),
  video: sample('video/mp4', 'a video'),
  audio: sample('audio/ogg', 'a voice message'),
  document: sample('application/pdf', 'an invoice'),
  sticker: sample('image/webp', 'a sticker'),
};

function sample(type, content) {
  return { type, bytes: Buffer.from(content) };
}
