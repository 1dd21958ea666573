import { type GraphTour, idAt } from '../graph-tour.js';

/** Uploads in pieces; they are younger than the file. */
export async function uploads(tour: GraphTour): Promise<void> {
  const bytes = Buffer.from('a picture');
  const query = { file_length: String(bytes.length), file_type: 'image/png' };
  const id = idAt(await tour.done('POST /:app/uploads', { query }));
  await tour.refused('POST /:app/uploads');
  const [upload = '', sig = ''] = id.split('?sig=');
  const call = { ids: { upload }, query: { sig } };
  await tour.done('GET /:upload', call);
  await tour.done('POST /:upload', { ...call, body: bytes, headers: { file_offset: '0' } });
  await tour.refused('POST /:upload', { ...call, body: bytes, headers: { file_offset: '0' } });
}
