import { EXAMPLE_FILES_URL, person, type MessageExamples } from './message-example.js';

export const mediaExamples: MessageExamples = {
  image: {
    summary: 'Image',
    value: {
      to: person,
      type: 'image',
      image: { link: `${EXAMPLE_FILES_URL}/image.png`, caption: 'The garden this morning' },
    },
  },
  video: {
    summary: 'Video',
    value: {
      to: person,
      type: 'video',
      video: { link: `${EXAMPLE_FILES_URL}/video.mp4`, caption: 'A tour in one minute' },
    },
  },
  audio: {
    summary: 'Audio',
    value: { to: person, type: 'audio', audio: { link: `${EXAMPLE_FILES_URL}/audio.ogg` } },
  },
  voice: {
    summary: 'Voice message (OGG with Opus)',
    value: {
      to: person,
      type: 'audio',
      audio: { link: `${EXAMPLE_FILES_URL}/audio.ogg`, voice: true },
    },
  },
  document: {
    summary: 'Document',
    value: {
      to: person,
      type: 'document',
      document: {
        link: `${EXAMPLE_FILES_URL}/document.pdf`,
        filename: 'invoice-1007.pdf',
        caption: 'Your invoice',
      },
    },
  },
  sticker: {
    summary: 'Sticker',
    value: { to: person, type: 'sticker', sticker: { link: `${EXAMPLE_FILES_URL}/sticker.webp` } },
  },
};
